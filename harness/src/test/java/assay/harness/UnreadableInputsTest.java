package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of several inputs one that cannot be read is named with the reason, and no figure is made as if
/// it had not been given; a list, which is no figure, goes on and says the same.
final class UnreadableInputsTest {
  @TempDir private Path folder;
  private Path good;
  private Path broken;

  @BeforeEach
  void write() throws IOException {
    Path data = Suites.questions(folder, 5);
    Path runs = Files.createDirectories(folder.resolve("runs"));
    good = runs.resolve("good");
    broken = runs.resolve("broken");
    for (Path run : List.of(good, broken)) {
      Commands.Result made =
          Commands.run(Suites.line(data, "recorded:" + Suites.recording(folder, 5), run));
      assertThat(made.status()).as(made.err()).isZero();
    }
  }

  private Commands.Result both(String command) {
    String out = folder.resolve("out.csv").toString();
    return switch (command) {
      case "compare" -> Commands.run(command, good.toString(), broken.toString());
      default -> Commands.run(command, good.toString(), broken.toString(), "--out", out);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "compare", "difficulty", "doubtful"})
  void aDamagedRecordIsNamedWithItsLine(String command) throws IOException {
    Path records = broken.resolve("records.jsonl");
    List<String> lines = Files.readAllLines(records);
    lines.set(2, lines.get(2).replace("correct", "corrupt"));
    Files.write(records, lines);
    Commands.Result result = both(command);
    assertThat(result.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err()).contains(records + ":3: ").doesNotContain("left out");
    assertThat(result.out()).doesNotContain("good");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "compare", "difficulty", "doubtful"})
  void aFolderThatIsNoRunIsNamed(String command) throws IOException {
    Files.delete(broken.resolve("manifest.json"));
    Commands.Result result = both(command);
    assertThat(result.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err())
        .contains(broken.resolve("manifest.json") + ": not found, so this is no run directory");
  }

  @Test
  void aListNamesWhatItCannotReadAndGoesOn() throws IOException {
    Files.writeString(broken.resolve("manifest.json"), "no manifest");
    Commands.Result result = Commands.run("list", good.getParent().toString());
    assertThat(result.out()).contains("good").doesNotContain("broken");
    assertThat(result.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err()).contains(broken.resolve("manifest.json") + ":1: not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{bad", "{\"schema_version\": \"0.3.0\"}"})
  void anAddedFileThatIsNoneIsNotCalledLeftOut(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("added.json"), text);
    Commands.Result result = Commands.run("published", "--add", file.toString());
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).contains(file + ":1: is no").doesNotContain("left out");
  }
}
