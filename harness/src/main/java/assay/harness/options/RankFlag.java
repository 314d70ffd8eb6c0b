package assay.harness.options;

import assay.reports.compare.Ranking;
import picocli.CommandLine.Option;

/// How rankings are sorted.
public final class RankFlag {
  @Option(
      names = "--rank-from-below",
      description =
          "Three runs or more: sort them by the lower end of the 95 %% interval that covers what"
              + " was not measured too, whatever it would have come to (default: by their scores).")
  private boolean below;

  /// Returns the order that was asked for.
  public Ranking.Order order() {
    return below ? Ranking.Order.LOWER_END : Ranking.Order.SCORE;
  }
}
