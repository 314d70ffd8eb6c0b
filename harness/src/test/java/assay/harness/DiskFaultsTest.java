package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.harness.run.ExitCode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs whose disk fills up, or cannot be written. The full disk is one of memory, in a mount
/// namespace of the test's own; where the system allows none, that test is skipped.
@Timeout(120)
@EnabledOnOs(OS.LINUX)
final class DiskFaultsTest {
  private static final int SAMPLES = 300;

  @TempDir private Path folder;
  private Path data;
  private Path recorded;

  @BeforeEach
  void write() throws IOException {
    data = Suites.questions(folder, SAMPLES);
    recorded = folder.resolve("recorded.jsonl");
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      rows.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("question_id", 1000 + i)
              .put("output", "Thinking ".repeat(60) + "The answer is (" + Suites.letter(i) + ").")
              .toString());
    }
    Files.write(recorded, rows);
  }

  @Test
  void aFileThatMayNotGrowEndsTheRunWithItsNameAndItGoesOnLater() throws Exception {
    Path out = folder.resolve("run");
    Path log = folder.resolve("log");
    // In units of 512 bytes, as POSIX has it, or 1,024: the manifest fits, the records do not.
    int status = shell(log, "ulimit -f 160; exec \"$@\"", command(out));
    assertThat(status).isEqualTo(ExitCode.RUN_FAILED.status());
    assertThat(Files.readString(log))
        .contains("the record of sample", "File too large", "continue  assay run");
    assertThat(StoredRecords.count(out)).isBetween(1L, SAMPLES - 1L);
    assertGoesOn(out);
  }

  @Test
  void aFullDiskEndsTheRunAndWhatWasStoredIsWhole() throws Exception {
    assumeNamespaces();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path out = disk.resolve("run");
    Path log = folder.resolve("log");
    Path kept = folder.resolve("kept");
    String script =
        """
        mount -t tmpfs -o size=200k none '%1$s' || exit 99
        "$@"; first=$?
        cp -r '%1$s/run' '%2$s.full'
        mount -o remount,size=20m '%1$s'
        "$@"; second=$?
        cp -r '%1$s/run' '%2$s'
        echo "statuses $first $second"
        """
            .formatted(disk, kept);
    assertThat(namespace(log, script, command(out, "--resume"))).isZero();
    assertThat(Files.readString(log))
        .contains("the record of sample", "No space left on device", "statuses 1 0");
    assertThat(StoredRecords.count(Path.of(kept + ".full"))).isBetween(1L, SAMPLES - 1L);
    assertWhole(kept);
  }

  @Test
  void aDiskThatIsReadOnlyIsSaidBeforeAnythingIsAsked() throws Exception {
    assumeNamespaces();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path out = disk.resolve("run");
    Path log = folder.resolve("log");
    String script =
        """
        mount -t tmpfs -o size=20m none '%1$s' || exit 99
        mount -o remount,ro '%1$s'
        "$@"; first=$?
        mount -o remount,rw '%1$s'
        "$@"; second=$?
        mount -o remount,ro '%1$s'
        "$@"; third=$?
        echo "statuses $first $second $third"
        """
            .formatted(disk);
    assertThat(namespace(log, script, command(out, "--resume"))).isZero();
    assertThat(Files.readString(log)).contains("Read-only file system", "statuses 1 0 1");
  }

  private void assertGoesOn(Path out) throws Exception {
    Process rest = Programs.startCommand(folder.resolve("rest"), command(out, "--resume"));
    assertThat(rest.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(rest.exitValue()).as(Files.readString(folder.resolve("rest"))).isZero();
    assertWhole(out);
  }

  private static void assertWhole(Path run) throws IOException {
    assertThat(StoredRecords.of(run))
        .hasSize(SAMPLES)
        .allMatch(record -> record.primaryScore().correct());
    try (Stream<String> lines = Files.lines(run.resolve("records.jsonl"))) {
      assertThat(lines.count()).isEqualTo(SAMPLES);
    }
  }

  private List<String> command(Path out, String... more) {
    List<String> line =
        Programs.runLine("recorded:" + recorded, data, out, more).stream()
            .collect(Collectors.toCollection(ArrayList::new));
    line.addAll(List.of("--fields", "id=question_id,output=output"));
    return Programs.command("assay.harness.Main", line);
  }

  private static void assumeNamespaces() throws Exception {
    Process probe =
        new ProcessBuilder(
                "sh", "-c", "unshare -rm sh -c 'mount -t tmpfs none /mnt' 2>/dev/null 1>&2")
            .start();
    assumeTrue(probe.waitFor() == 0, "this system allows no mount namespaces (unshare -rm)");
  }

  private static int namespace(Path log, String script, List<String> command) throws Exception {
    List<String> words = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, "sh"));
    words.addAll(command);
    return run(log, words);
  }

  private static int shell(Path log, String script, List<String> command) throws Exception {
    List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    words.addAll(command);
    return run(log, words);
  }

  private static int run(Path log, List<String> words) throws Exception {
    Process process = Programs.startCommand(log, words);
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
