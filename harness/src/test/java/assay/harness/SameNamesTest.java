package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two runs whose folders have one name, as they come from two machines or two days.
final class SameNamesTest {
  @TempDir private Path folder;
  private Path first;
  private Path second;

  @BeforeEach
  void runs() throws IOException {
    first = run("monday/run", "A");
    second = run("tuesday/run", "B");
  }

  private Path run(String name, String answer) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      String written = i == 0 ? answer : "A";
      rows.append(
          "{\"question_id\": %d, \"category\": \"law\", \"answer\": \"A\", \"n_options\": 4, \"output\": \"The answer is (%s).\"}%n"
              .formatted(i, written));
    }
    Path data = Files.writeString(folder.resolve("rows.jsonl"), rows);
    Path out = folder.resolve(name);
    Commands.Result result =
        Commands.run(
            "import",
            "--format",
            "mmlu-pro-official",
            data.toString(),
            "--out",
            out.toString(),
            "--quiet");
    assertThat(result.status()).as(result.err()).isZero();
    return out;
  }

  @Test
  void areToldApartInAComparison() {
    Commands.Result result = Commands.run("compare", first.toString(), second.toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).contains("monday/run", "tuesday/run");
  }

  @Test
  void areToldApartInEveryFileOfAReport() throws IOException {
    Path out = folder.resolve("report");
    Commands.Result result =
        Commands.run("report", first.toString(), second.toString(), "--out", out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    for (String file :
        new String[] {
          "report.html", "report.md", "summary.csv", "samples.csv", "summary.json", "summary.tex"
        }) {
      assertThat(Files.readString(out.resolve(file))).contains("monday/run", "tuesday/run");
    }
    assertThat(Files.readString(out.resolve("report.html")))
        .contains(">monday/run</text>", ">tuesday/run</text>");
  }

  @Test
  void areToldApartByTheGate() {
    Commands.Result result =
        Commands.run(
            "regress", "--baseline", first.toString(), "--candidate", second.toString(), "--json");
    assertThat(result.out()).contains("monday/run", "tuesday/run");
  }

  @Test
  void oneRunMayNotBeNamedTwice() {
    Commands.Result result =
        Commands.run("report", first.toString(), first.resolve("../run").toString());
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("a run is named twice");
  }
}
