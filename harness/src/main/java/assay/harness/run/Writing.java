package assay.harness.run;

import assay.results.AttemptPicks;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.store.PicksWriter;
import assay.results.store.RecordWriter;

/// The third stage: stores records in the order in which they come, on one thread.
final class Writing {
  private final RecordWriter records;
  private final PicksWriter experts;
  private final FailureShare failures;

  Writing(RecordWriter records, PicksWriter experts, FailureShare failures) {
    this.records = records;
    this.experts = experts;
    this.failures = failures;
  }

  void write(Judged done) {
    SampleRecord record = done.record();
    // First: a run that is killed in between does the attempt again, and its last line counts.
    if (record.outcome() instanceof Completion completion) {
      completion.experts().ifPresent(used -> experts.append(new AttemptPicks(record.key(), used)));
    }
    records.append(record);
    failures.add(record);
  }
}
