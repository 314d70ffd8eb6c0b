package assay.reports.doubt;

import assay.reports.compare.Comparison;
import assay.reports.compare.IncomparableRunsException;
import assay.reports.compare.RunOutcomes;
import assay.reports.text.Figures;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Two runs compared over all samples that they share, and over those that nobody doubts.
///
/// @param official over all
/// @param without over the rest
public record DoubtfulDifference(Comparison official, Comparison without) {
  public DoubtfulDifference {
    Objects.requireNonNull(official);
    Objects.requireNonNull(without);
  }

  /// Returns the difference of two runs; empty where none of their samples is in doubt, or all are.
  public static Optional<DoubtfulDifference> of(Comparison official, Set<String> inDoubt) {
    RunOutcomes a = rest(official.a(), inDoubt);
    RunOutcomes b = rest(official.b(), inDoubt);
    if (a.samples().size() == official.a().samples().size()
        && b.samples().size() == official.b().samples().size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new DoubtfulDifference(official, Comparison.of(a, b)));
    } catch (IncomparableRunsException e) {
      return Optional.empty();
    }
  }

  private static RunOutcomes rest(RunOutcomes run, Set<String> inDoubt) {
    return run.only(id -> !inDoubt.contains(id));
  }

  /// Returns both differences in a sentence.
  public String words() {
    return "%s beside %s without %s in doubt: difference %s points (95 %% interval %s, p %s, n = %s); with them %s (n = %s)"
        .formatted(
            without.b().name(),
            without.a().name(),
            leftOut() == 1 ? "1 question" : Figures.count(leftOut()) + " questions",
            Figures.points(without.difference().value()),
            Figures.points(without.difference().interval()),
            Figures.probability(without.difference().pValue()),
            Figures.count(without.n()),
            Figures.points(official.difference().value()),
            Figures.count(official.n()));
  }

  /// Returns how many of the compared samples were left out.
  public long leftOut() {
    return official.n() - without.n();
  }
}
