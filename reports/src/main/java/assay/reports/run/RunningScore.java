package assay.reports.run;

import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import java.util.HashMap;
import java.util.Map;

/// The accuracy of a run by its protocol's own scorer while records arrive, without their texts.
///
/// Gives at any moment what [Accuracy] gives over the records so far. Mutable and not thread-safe;
/// whoever follows the run owns it.
public final class RunningScore {
  private final Map<AttemptKey, Entry> attempts = new HashMap<>();
  private final VerdictCounter all = new VerdictCounter();
  private final SampleCounts<Integer> samples = new SampleCounts<>();

  private final SampleWeights weights;

  /// Creates the score of a run without records.
  public RunningScore(SampleWeights weights) {
    this.weights = weights;
  }

  private record Entry(int index, Verdict verdict, boolean truncated) {}

  /// Counts a record; an earlier one of the same attempt no longer counts.
  public void add(SampleRecord record) {
    Entry entry = new Entry(record.index(), Verdict.of(record.primaryScore()), record.truncated());
    Entry earlier = attempts.put(record.key(), entry);
    if (earlier != null) {
      all.remove(earlier.verdict(), earlier.truncated());
      samples.of(earlier.index()).remove(earlier.verdict(), false);
    }
    all.add(entry.verdict(), entry.truncated());
    samples.of(entry.index()).add(entry.verdict(), false);
  }

  /// Returns how many attempts have a record.
  public int attempts() {
    return attempts.size();
  }

  /// Returns counts and accuracy over the records so far.
  public Accuracy accuracy() {
    return Accuracy.of(all.counts(), samples, weights);
  }
}
