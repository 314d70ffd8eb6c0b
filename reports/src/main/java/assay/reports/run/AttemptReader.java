package assay.reports.run;

import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Returns a run's attempts in the run's order: those that are held, or else by reading its records
/// once.
final class AttemptReader {
  private static final Comparator<ScoredAttempt> RUN_ORDER =
      Comparator.comparingInt(ScoredAttempt::index).thenComparingInt(ScoredAttempt::attempt);

  private static final Comparator<ScoredAttempt> BY_KEY =
      Comparator.comparing(ScoredAttempt::sampleId).thenComparingInt(ScoredAttempt::attempt);

  private final RunRecords run;

  private AttemptReader(RunRecords run) {
    this.run = run;
  }

  /// @throws InconsistentRecordsException if an attempt is recorded twice or records were judged by
  ///   different scorers
  static List<ScoredAttempt> read(RunRecords run, Sharing sharing) {
    AttemptReader reader = new AttemptReader(run);
    return reader.checked(run.source().held().orElseGet(() -> reader.held(sharing)).all());
  }

  private HeldAttempts held(Sharing sharing) {
    HeldAttempts attempts = new HeldAttempts(sharing);
    try (Stream<SampleRecord> records = run.source().skim()) {
      records.forEachOrdered(attempts::add);
    }
    return attempts;
  }

  private List<ScoredAttempt> checked(List<ScoredAttempt> written) {
    for (ScoredAttempt attempt : written) {
      requireSameScorers(written.getFirst(), attempt);
    }
    List<ScoredAttempt> attempts = new ArrayList<>(written);
    requireEachOnce(attempts);
    attempts.sort(RUN_ORDER);
    return List.copyOf(attempts);
  }

  private void requireEachOnce(List<ScoredAttempt> attempts) {
    attempts.sort(BY_KEY);
    for (int i = 1; i < attempts.size(); i++) {
      if (BY_KEY.compare(attempts.get(i - 1), attempts.get(i)) == 0) {
        throw inconsistent(attempts.get(i).key(), "recorded twice");
      }
    }
  }

  private void requireSameScorers(ScoredAttempt first, ScoredAttempt attempt) {
    List<String> expected = List.copyOf(first.verdicts().keySet());
    List<String> found = List.copyOf(attempt.verdicts().keySet());
    if (!expected.equals(found)) {
      throw inconsistent(
          attempt.key(),
          "judged by %s, the run's first record by %s; score the run again with one set of scorers"
              .formatted(String.join(", ", found), String.join(", ", expected)));
    }
  }

  private InconsistentRecordsException inconsistent(AttemptKey attempt, String problem) {
    return new InconsistentRecordsException(run.name(), attempt, problem);
  }
}
