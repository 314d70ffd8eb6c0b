package assay.harness.options;

import assay.harness.run.UsageException;
import assay.reports.compare.Ranking;
import picocli.CommandLine.Option;

/// How rankings are sorted.
public final class RankFlag {
  private static final int RANKED = 3;

  @Option(
      names = "--rank-from-below",
      description =
          "Three runs or more: sort them by the lower end of the 95 %% interval that covers what"
              + " was not measured too, whatever it would have come to (default: by their scores).")
  private boolean below;

  /// Returns the order that was asked for.
  ///
  /// @param runs how many there are
  /// @throws UsageException if it sorts nothing
  public Ranking.Order order(int runs) {
    if (below && runs < RANKED) {
      throw new UsageException(
          "--rank-from-below sorts a ranking, which takes %d runs or more; there are %d"
              .formatted(RANKED, runs));
    }
    return below ? Ranking.Order.LOWER_END : Ranking.Order.SCORE;
  }
}
