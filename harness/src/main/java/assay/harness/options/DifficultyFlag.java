package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.UsageException;
import assay.reports.difficulty.Difficulty;
import assay.reports.difficulty.DifficultyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How hard the questions are.
@InGroup(OptionGroup.OUTPUT)
public final class DifficultyFlag {
  @Option(
      names = "--difficulty",
      paramLabel = "FILE",
      description =
          "A file that assay difficulty wrote: figures over questions that --limit drew are also"
              + " given adjusted for how hard these are, with interval and R squared. The model's"
              + " own family is left out.")
  private Path file;

  /// Returns what was given.
  ///
  /// @throws UsageException if it is no such file
  public Optional<Difficulty> read() throws IOException {
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(DifficultyFile.read(file));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--difficulty " + e.getMessage());
    }
  }
}
