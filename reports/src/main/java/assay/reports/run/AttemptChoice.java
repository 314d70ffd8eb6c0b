package assay.reports.run;

import java.util.List;
import java.util.Objects;

/// What a report makes of several attempts at a sample.
///
/// @param ks how many attempts, each at least 1; empty for what the run's attempts suggest
/// @param likeness which answers are the same to a scorer
public record AttemptChoice(List<Integer> ks, AnswerLikeness likeness) {
  /// What a run's attempts suggest, with no scorer to ask.
  public static final AttemptChoice DEFAULT = new AttemptChoice(List.of(), AnswerLikeness.TEXT);

  public AttemptChoice {
    ks = ks.stream().distinct().sorted().toList();
    Objects.requireNonNull(likeness);
    if (!ks.isEmpty() && ks.getFirst() < 1) {
      throw new IllegalArgumentException("k must be at least 1, found " + ks.getFirst());
    }
  }
}
