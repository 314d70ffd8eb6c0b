package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.UsageException;
import assay.reports.doubt.DoubtfulFile;
import assay.reports.doubt.DoubtfulKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Questions whose key is in doubt.
@InGroup(OptionGroup.OUTPUT)
public final class DoubtfulFlag {
  private static final String BUNDLED = "bundled";

  @Option(
      names = "--doubtful",
      paramLabel = "FILE",
      description =
          "Questions whose key is disputed: CSV with the columns task, id, source, reason and,"
              + " where only one reference answer is in doubt, key; or JSON Lines with these"
              + " fields; or the word bundled for the lists of this program (MMLU-Pro,"
              + " LiveCodeBench). Scores and paired differences without them stand beside the"
              + " official ones. May be repeated.")
  private List<String> files = List.of();

  /// Returns what was given.
  ///
  /// @throws UsageException if one is no such file
  public Optional<DoubtfulKeys> read() throws IOException {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    DoubtfulKeys all = new DoubtfulKeys(List.of());
    for (String file : files) {
      all = all.and(file.equals(BUNDLED) ? DoubtfulKeys.bundled() : read(Path.of(file)));
    }
    return Optional.of(all);
  }

  /// Returns what was given, for messages.
  public String names() {
    return String.join(", ", files);
  }

  private static DoubtfulKeys read(Path file) throws IOException {
    try {
      return DoubtfulFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--doubtful " + e.getMessage());
    }
  }
}
