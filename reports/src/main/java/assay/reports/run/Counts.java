package assay.reports.run;

import assay.reports.statistics.Interval;
import assay.results.Cause;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/// How many attempts ended in which verdict.
///
/// @param correct right answers
/// @param wrong wrong answers, those without an answer included
/// @param noAnswer the part of `wrong` in which no answer was found
/// @param notMeasured attempts that say nothing about the model, by cause; no zero entries
/// @param truncated completions cut by a limit, whatever their verdict
/// @param credit sum of the shares that are right of answers that are not right in full, below
///   `wrong`
public record Counts(
    long correct,
    long wrong,
    long noAnswer,
    Map<Cause, Long> notMeasured,
    long truncated,
    double credit) {

  public Counts {
    if (correct < 0 || noAnswer < 0 || noAnswer > wrong) {
      throw new IllegalArgumentException(
          "impossible counts: %d correct, %d wrong, of these %d without an answer"
              .formatted(correct, wrong, noAnswer));
    }
    if (!(credit >= 0 && credit <= wrong)) {
      throw new IllegalArgumentException(
          "impossible credit of %d wrong answers: %s".formatted(wrong, credit));
    }
    notMeasured = notMeasured.isEmpty() ? Map.of() : ordered(notMeasured);
  }

  /// Returns the counts where what is not right in full counts for nothing.
  public Counts(
      long correct, long wrong, long noAnswer, Map<Cause, Long> notMeasured, long truncated) {
    this(correct, wrong, noAnswer, notMeasured, truncated, 0);
  }

  private static Map<Cause, Long> ordered(Map<Cause, Long> causes) {
    Map<Cause, Long> ordered = new EnumMap<>(Cause.class);
    ordered.putAll(causes);
    return Collections.unmodifiableMap(ordered);
  }

  /// Returns the number of attempts that were judged.
  public long measured() {
    return correct + wrong;
  }

  /// Returns the number of attempts that were not.
  public long unmeasured() {
    return notMeasured.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns the number of attempts.
  public long total() {
    return measured() + unmeasured();
  }

  /// Returns what the attempts earned: one for each right answer, and the shares of those that are
  /// right in part.
  public double earned() {
    return correct + credit;
  }

  /// Returns the share of right answers among the measured attempts; empty where there are none.
  public OptionalDouble accuracy() {
    return measured() == 0 ? OptionalDouble.empty() : OptionalDouble.of(earned() / measured());
  }

  /// Returns the lowest and the highest accuracy that the unmeasured attempts leave open: all of
  /// them wrong, all of them right.
  public Interval bounds() {
    if (total() == 0) {
      return new Interval(0, 1);
    }
    return new Interval(earned() / total(), (earned() + unmeasured()) / total());
  }
}
