package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManTest {
  @TempDir private Path folder;

  @Test
  void aPageHasTheOptionsInTheirGroups() {
    Commands.Result page = Commands.run("man", "run");
    assertThat(page.status()).isZero();
    assertThat(page.out())
        .startsWith(".TH \"ASSAY-RUN\" \"1\"")
        .containsSubsequence(
            ".SH NAME",
            "assay\\-run \\- Runs a suite against a model",
            ".SH WHAT TO RUN",
            "\\fB\\-\\-suite=SUITE\\fR",
            ".SH ENGINE",
            ".SH OUTPUT",
            ".SH EXAMPLES",
            ".SH EXIT STATUS",
            ".SH SEE ALSO",
            ".BR assay (1)");
  }

  @Test
  void everyCommandHasItsPage() throws Exception {
    assertThat(Commands.run("man", "--out", folder.toString()).status()).isZero();
    List<String> expected =
        HelpTest.commands()
            .map(path -> (("assay " + path).strip().replace(' ', '-') + ".1"))
            .toList();
    try (Stream<Path> pages = Files.list(folder)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void groffHasNothingToComplainOf() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
    assertThat(Commands.run("man", "--out", folder.toString()).status()).isZero();
    Path complaints = folder.resolve("complaints");
    int status =
        new ProcessBuilder("sh", "-c", "groff -ww -z -man -Tutf8 *.1")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(complaints.toFile())
            .start()
            .waitFor();
    assertThat(Files.readString(complaints)).isEmpty();
    assertThat(status).isZero();
  }
}
