package assay.harness.options;

import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.run.Selection;
import assay.harness.run.UsageException;
import java.util.Optional;
import picocli.CommandLine.Option;

/// A part of the samples that stands for all.
@InGroup(OptionGroup.TASK)
public final class SubsetFlags {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Only N samples, drawn at random from each category (or level, difficulty, month) in"
              + " proportion, and weighed so that the score is that of all samples on average. A"
              + " larger N keeps those of a smaller one.")
  private Integer limit;

  @Option(
      names = "--limit-seed",
      paramLabel = "S",
      description = "Which samples --limit draws (default: 0).")
  private Long seed;

  @Option(
      names = "--limit-by",
      paramLabel = "FACET",
      description =
          "By which facet --limit draws, such as level (default: the first by which the suite's"
              + " samples differ).")
  private String facet;

  /// Returns a selection, of which only a part is drawn where that was asked for.
  ///
  /// @throws UsageException if the options contradict each other
  public Selection of(Selection whole) {
    if (limit == null) {
      if (seed != null || facet != null) {
        throw new UsageException("--limit-seed and --limit-by say how --limit draws: give it too");
      }
      return whole;
    }
    return whole.drawn(limit, seed == null ? 0 : seed, Optional.ofNullable(facet));
  }
}
