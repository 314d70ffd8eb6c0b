package assay.harness.run;

import assay.reports.run.HeldAttempts;
import assay.results.AttemptPicks;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.store.PicksWriter;
import assay.results.store.RecordWriter;
import java.util.Optional;

/// The third stage: stores records in the order in which they come, one at a time.
final class Writing {
  private final Places places;
  private final FailureShare failures;

  /// Where a run's records go.
  ///
  /// @param attempts hold for the report what is recorded, where all of a run's records go here
  record Places(RecordWriter records, PicksWriter experts, Optional<HeldAttempts> attempts) {}

  Writing(Places places, FailureShare failures) {
    this.places = places;
    this.failures = failures;
  }

  /// Returns what stores a record, whose line is made here and now.
  Runnable write(Judged done) {
    SampleRecord record = done.record();
    RecordWriter.Line line = RecordWriter.line(record);
    return () -> {
      // First: a run that is killed in between does the attempt again, and its last line counts.
      if (record.outcome() instanceof Completion completion) {
        completion
            .experts()
            .ifPresent(used -> places.experts().append(new AttemptPicks(record.key(), used)));
      }
      places.records().append(line);
      places.attempts().ifPresent(all -> all.add(record));
      failures.add(record);
    };
  }
}
