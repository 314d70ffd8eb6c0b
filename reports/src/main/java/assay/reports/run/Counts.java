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
public record Counts(
    long correct, long wrong, long noAnswer, Map<Cause, Long> notMeasured, long truncated) {

  public Counts {
    if (correct < 0 || noAnswer < 0 || noAnswer > wrong) {
      throw new IllegalArgumentException(
          "impossible counts: %d correct, %d wrong, of these %d without an answer"
              .formatted(correct, wrong, noAnswer));
    }
    notMeasured = notMeasured.isEmpty() ? Map.of() : ordered(notMeasured);
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

  /// Returns the share of right answers among the measured attempts; empty where there are none.
  public OptionalDouble accuracy() {
    return measured() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) correct / measured());
  }

  /// Returns the lowest and the highest accuracy that the unmeasured attempts leave open: all of
  /// them wrong, all of them right.
  public Interval bounds() {
    if (total() == 0) {
      return new Interval(0, 1);
    }
    return new Interval((double) correct / total(), (double) (correct + unmeasured()) / total());
  }
}
