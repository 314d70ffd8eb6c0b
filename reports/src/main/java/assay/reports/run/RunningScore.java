package assay.reports.run;

import assay.results.Cause;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.Score;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// The accuracy of a run by its protocol's own scorer while records arrive, without their texts.
///
/// Gives at any moment what [Accuracy] gives over the records so far. Mutable and not thread-safe;
/// whoever follows the run owns it.
public final class RunningScore {
  private final Map<AttemptKey, Entry> attempts = new HashMap<>();
  private final Map<Integer, int[]> hitsAndTrials = new HashMap<>();
  private final Map<Cause, Long> notMeasured = new EnumMap<>(Cause.class);
  private long correct;
  private long wrong;
  private long noAnswer;
  private long truncated;

  private record Entry(int index, Verdict verdict, boolean truncated) {}

  /// Counts a record; an earlier one of the same attempt no longer counts.
  public void add(SampleRecord record) {
    Score score = record.primaryScore();
    Entry entry = new Entry(record.index(), Verdict.of(score), record.truncated());
    Entry earlier = attempts.put(record.key(), entry);
    if (earlier != null) {
      count(earlier, -1);
    }
    count(entry, 1);
  }

  private void count(Entry entry, int step) {
    truncated += entry.truncated() ? step : 0;
    switch (entry.verdict()) {
      case Verdict.Correct right -> correct += step;
      case Verdict.Wrong mistake -> wrong += step;
      case Verdict.NoAnswer none -> {
        wrong += step;
        noAnswer += step;
      }
      case Verdict.NotMeasured unmeasured ->
          notMeasured.merge(unmeasured.cause(), (long) step, RunningScore::sum);
    }
    if (entry.verdict().measured()) {
      int[] sample = hitsAndTrials.computeIfAbsent(entry.index(), index -> new int[2]);
      sample[0] += entry.verdict().correct() ? step : 0;
      sample[1] += step;
      if (sample[1] == 0) {
        hitsAndTrials.remove(entry.index());
      }
    }
  }

  /// Returns the sum, or null, which removes an entry, where nothing remains.
  private static Long sum(Long before, Long step) {
    return before + step == 0 ? null : before + step;
  }

  /// Returns how many attempts have a record.
  public int attempts() {
    return attempts.size();
  }

  /// Returns counts and accuracy over the records so far.
  public Accuracy accuracy() {
    return Accuracy.of(
        new Counts(correct, wrong, noAnswer, notMeasured, truncated), hitsAndTrials.values());
  }
}
