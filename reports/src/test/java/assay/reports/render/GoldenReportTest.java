package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares each form of a small report with its expected text. This rewrites the expected texts,
/// whose differences are then reviewed like code: `mvn -pl reports -am test -Dtest=GoldenReportTest
/// -Dsurefire.failIfNoSpecifiedTests=false -Dassay.golden.write=true`
final class GoldenReportTest {
  private static final Path EXPECTED = Path.of("src/test/resources/assay/reports/render");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"report.md", "summary.csv", "samples.csv", "summary.json", "cost.csv", "cost.tex"})
  void writesTheExpectedFile(String name) throws IOException {
    ReportWriter.write(SmallRuns.report(), folder);
    assertGolden(name, Files.readString(folder.resolve(name)));
  }

  @Test
  void writesTheExpectedPage() throws IOException {
    ReportWriter.write(SmallRuns.report(), folder);
    String page =
        PackedSamples.unpack(Files.readString(folder.resolve("report.html")))
            .replaceAll("(?s)<style>.*?</style>", "<style></style>")
            .replaceAll("(?s)<script>.*?</script>", "<script></script>")
            .replaceAll("sha256-[^']+", "sha256-")
            .replace("<tr>", "\n<tr>")
            .replace("<div", "\n<div")
            .replace("<svg", "\n<svg")
            .replace("],[\"", "],\n[\"")
            .replace("},{\"prompt", "},\n{\"prompt");
    assertGolden("report.html", page);
  }

  @Test
  void writesTheExpectedSummaryForTerminals() throws IOException {
    String text = new TextRenderer().render(SmallRuns.report(), run -> "runs/" + run.name());
    assertGolden("summary.txt", text);
  }

  @Test
  void writesTheExpectedTableOfAllScorers() throws IOException {
    String text = new TextRenderer().renderAllScorers(SmallRuns.report());
    assertGolden("scorers.txt", text);
  }

  @Test
  void writesTheSameBytesForTheSameRecords() throws IOException {
    Report report = SmallRuns.report();
    ReportWriter.write(report, folder.resolve("one"));
    ReportWriter.write(SmallRuns.report(), folder.resolve("two"));
    for (String name :
        new String[] {"report.html", "report.md", "summary.csv", "samples.csv", "summary.json"}) {
      assertThat(Files.readString(folder.resolve("two").resolve(name)))
          .isEqualTo(Files.readString(folder.resolve("one").resolve(name)));
    }
  }

  private static void assertGolden(String name, String actual) throws IOException {
    Path expected = EXPECTED.resolve(name + ".expected");
    if (Boolean.getBoolean("assay.golden.write")) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }
}
