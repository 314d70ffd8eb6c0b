package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.store.RunDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs that are damaged, or meant to do damage, leave no run and no other file behind.
final class HostileLogsTest {
  private static final Path LOGS = Path.of("src/test/resources/assay/harness/interchange");
  private static final String HEADER = "{\"status\": \"success\", \"eval\": {\"task\": \"t\"}}";
  private static final String SAMPLE =
      "{\"id\": \"s\", \"epoch\": 1, \"input\": \"q\", \"target\": \"a\","
          + " \"output\": {\"choices\": [{\"message\": {\"content\": \"%s\"}}]},"
          + " \"scores\": {\"match\": {\"value\": \"C\"}}}";

  @TempDir private Path folder;

  private Commands.Result read(String format, Path log) {
    return Commands.run(
        "import", "--format", format, log.toString(), "--out", folder.resolve("run").toString());
  }

  private void assertRefused(String format, Path log, String... words) {
    Commands.Result result = read(format, log);
    assertThat(result.status()).as(result.err()).isEqualTo(3);
    assertThat(result.err()).contains(words);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private Path archive(String name, byte[] member) throws IOException {
    Path log = folder.resolve("log.eval");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(log))) {
      zip.putNextEntry(new ZipEntry("header.json"));
      zip.write(HEADER.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(name));
      zip.write(member);
    }
    return log;
  }

  @Test
  void aBombIsStoppedAtTheLimit() throws IOException {
    Path log = folder.resolve("bomb.eval");
    byte[] blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) ' ');
    try (OutputStream file = Files.newOutputStream(log);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("header.json"));
      zip.write(HEADER.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("samples/s_epoch_1.json"));
      for (int i = 0; i < 600; i++) {
        zip.write(blanks);
      }
    }
    assertThat(Files.size(log)).isLessThan(1 << 20);
    assertRefused("inspect", log, "samples/s_epoch_1.json", "536,870,912");
  }

  @Test
  void namesOfMembersLeadNowhere() throws IOException {
    Path log =
        archive(
            "samples/../../../escaped.json",
            SAMPLE.formatted("../x").getBytes(StandardCharsets.UTF_8));
    assertThat(read("inspect", log).status()).isZero();
    assertThat(folder.getParent().resolve("escaped.json")).doesNotExist();
    try (var records = RunDirectory.open(folder.resolve("run")).records()) {
      assertThat(records).hasSize(1);
    }
  }

  @Test
  void cutArchivesAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(LOGS.resolve("inspect/stones.eval"));
    for (int length : new int[] {4, whole.length / 2, whole.length - 30}) {
      Path log = Files.write(folder.resolve("cut.eval"), Arrays.copyOf(whole, length));
      assertRefused("inspect", log, "cut.eval");
    }
  }

  @Test
  void damagedMembersAreNamed() throws IOException {
    byte[] whole = Files.readAllBytes(LOGS.resolve("inspect/stones.eval"));
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 1_500, 1_600, (byte) 0x55);
    assertRefused("inspect", Files.write(folder.resolve("damaged.eval"), damaged), "samples/");
  }

  @Test
  void cutJsonIsRefusedWithItsPlace() throws IOException {
    for (String name : new String[] {"inspect/stones.json", "inspect/kinds.json"}) {
      String whole = Files.readString(LOGS.resolve(name));
      Path log = folder.resolve("cut.json");
      for (int length :
          new int[] {1, whole.length() / 10, whole.length() / 2, whole.length() - 3}) {
        Files.writeString(log, whole.substring(0, length));
        assertRefused("inspect", log, "cut.json");
      }
    }
    String lines = Files.readString(LOGS.resolve("lm-eval/samples_sums_gen.jsonl"));
    Path log = folder.resolve("samples_sums_gen.jsonl");
    Files.writeString(log, lines.substring(0, lines.length() - 20));
    assertRefused("lm-eval", log, "samples_sums_gen.jsonl:12");
    String graded = Files.readString(LOGS.resolve("mock_eval_all.json"));
    Path lcb = Files.writeString(folder.resolve("cut_eval_all.json"), graded.substring(0, 4_000));
    assertRefused("lcb", lcb, "cut_eval_all.json");
  }

  @Test
  void badUtf8IsRefused() throws IOException {
    byte[] sample = SAMPLE.formatted("caf#").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < sample.length; i++) {
      sample[i] = sample[i] == '#' ? (byte) 0xE9 : sample[i];
    }
    assertRefused("inspect", archive("samples/s_epoch_1.json", sample), "samples/s_epoch_1.json");
    byte[] lines = Files.readAllBytes(LOGS.resolve("lm-eval/samples_rivers_mc.jsonl"));
    lines[40] = (byte) 0xFF;
    assertRefused(
        "lm-eval", Files.write(folder.resolve("samples_x.jsonl"), lines), "samples_x.jsonl:1");
  }

  @Test
  void hostileTextIsKeptAsText() throws IOException {
    String hostile = "<script>\\u0000\\ud800\\u202e</script>";
    Path log =
        archive(
            "samples/s_epoch_1.json", SAMPLE.formatted(hostile).getBytes(StandardCharsets.UTF_8));
    assertThat(read("inspect", log).status()).isZero();
  }
}
