package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.run.RunRecords;
import assay.reports.text.Latex;
import assay.results.SampleRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The LaTeX table, compiled where a TeX is installed (`apt-get install
/// texlive-latex-recommended`).
final class PaperTableTest {
  private static final List<String> HOSTILE =
      List.of(
          "under_score^hat~tilde",
          "100% & #1 $x$",
          "back\\slash{brace}",
          "[bracket] name",
          "*star name",
          "a--b---c",
          "\"quoted\" 'single' `grave`",
          "<less|bar>",
          "\\input{/etc/passwd}",
          "café naïve",
          "line\nbreak\tand nul\u0000");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "a_b, a\\_b",
    "50%, 50\\%",
    "a&b#c, a\\&b\\#c",
    "{x}, \\{x\\}",
    "a\\b, a\\textbackslash{}b",
    "a^b~c, a\\textasciicircum{}b\\textasciitilde{}c",
    "[0pt] x, {[}0pt] x",
    "*x, {*}x",
    "a--b, a-{}-b",
    "a-b, a-b",
  })
  void writesWhatLatexPrintsAsItWas(String text, String latex) {
    assertThat(Latex.escape(text)).isEqualTo(latex);
  }

  @Test
  void nothingOfANameIsLeftToLatex() {
    for (String name : HOSTILE) {
      String rest =
          Latex.escape(name)
              .replaceAll("\\\\text[a-z]+\\{\\}", "")
              .replaceAll("\\\\symbol\\{34\\}", "")
              .replaceAll("\\\\[{}$&#%_]", "")
              .replaceAll("\\{[\\[*]\\}|-\\{\\}", "");
      assertThat(rest).as(name).doesNotContainPattern("[\\\\{}$&#%_~^\"`|<>]|--");
    }
  }

  @Test
  void compilesForOneRun() throws Exception {
    assertThat(compiled(List.of("run_1 & [50%]"))).contains("run_1 & [50%]");
  }

  @Test
  void compilesForRunsWithHostileNames() throws Exception {
    String text = compiled(HOSTILE);
    assertThat(text)
        .contains("under_score^hat~tilde", "100% & #1 $x$", "back\\slash{brace}", "[bracket] name")
        .contains("*star name", "a--b---c", "\\input{/etc/passwd}", "<less|bar>", "café naïve");
  }

  /// Returns the text of the table as a reader of the PDF has it.
  private String compiled(List<String> names) throws IOException, InterruptedException {
    for (String program : new String[] {"pdflatex", "pdftotext"}) {
      boolean there = installed(program);
      if (!there) {
        System.out.println("skipped: " + program + " is not installed");
      }
      assumeTrue(there, program + " is not installed");
    }
    Files.writeString(folder.resolve("summary.tex"), TestRuns.paper(report(names)));
    Files.writeString(
        folder.resolve("paper.tex"),
        """
        \\documentclass{article}
        \\usepackage[T1]{fontenc}
        \\usepackage[landscape,margin=1cm]{geometry}
        \\usepackage{booktabs}
        \\begin{document}
        \\tiny\\input{summary}
        \\end{document}
        """);
    run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex");
    return run("pdftotext", "-layout", "paper.pdf", "-");
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static Report report(List<String> names) {
    List<RunRecords> runs = new ArrayList<>();
    for (String name : names) {
      List<SampleRecord> records = TestRuns.random(3, 20, 1);
      runs.add(TestRuns.of(name, TestRuns.manifest(name, "mmlu-pro/official", records), records));
    }
    return Report.of(runs);
  }
}
