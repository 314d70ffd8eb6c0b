package assay.reports.run;

import assay.results.Cause;
import assay.results.Score;
import java.util.EnumMap;
import java.util.Map;

/// Counts verdicts as they come. Every count of verdicts is made here: over a run, over a part of
/// it, over the attempts at one sample. Mutable and not thread-safe; whoever counts owns it.
public final class VerdictCounter {
  private static final double BILLION = 1e9;

  // Most counters are of one sample that was measured.
  private Map<Cause, Long> notMeasured = Map.of();
  private long correct;
  private long wrong;
  private long noAnswer;
  private long truncated;
  // Whole numbers, so that neither order nor what is taken back leaves a trace in the sum.
  private long creditBillionths;

  /// Counts one score.
  public void add(Score score) {
    add(Verdict.of(score), false);
  }

  /// Counts one attempt.
  ///
  /// @param cut whether its completion was cut by a limit
  void add(Verdict verdict, boolean cut) {
    count(verdict, cut, 1);
  }

  /// Takes back an attempt that was counted.
  void remove(Verdict verdict, boolean cut) {
    count(verdict, cut, -1);
  }

  private void count(Verdict verdict, boolean cut, int step) {
    truncated += cut ? step : 0;
    switch (verdict) {
      case Verdict.Correct right -> correct += step;
      case Verdict.Wrong mistake -> {
        wrong += step;
        creditBillionths += step * Math.round(mistake.credit() * BILLION);
      }
      case Verdict.NoAnswer none -> {
        wrong += step;
        noAnswer += step;
      }
      case Verdict.NotMeasured unmeasured -> count(unmeasured.cause(), step);
    }
  }

  private void count(Cause cause, long step) {
    if (notMeasured.isEmpty()) {
      notMeasured = new EnumMap<>(Cause.class);
    }
    notMeasured.merge(cause, step, VerdictCounter::sum);
  }

  /// Returns the sum, or null, which removes an entry, where nothing remains.
  private static Long sum(Long before, Long step) {
    return before + step == 0 ? null : before + step;
  }

  /// Returns what was counted so far.
  public Counts counts() {
    return new Counts(correct, wrong, noAnswer, notMeasured, truncated, creditBillionths / BILLION);
  }
}
