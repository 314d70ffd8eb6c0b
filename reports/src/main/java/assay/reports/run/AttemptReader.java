package assay.reports.run;

import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a run's records once and keeps its attempts in the run's order.
final class AttemptReader {
  private static final Comparator<ScoredAttempt> RUN_ORDER =
      Comparator.comparingInt(ScoredAttempt::index).thenComparingInt(ScoredAttempt::attempt);

  private static final Comparator<ScoredAttempt> BY_KEY =
      Comparator.comparing(ScoredAttempt::sampleId).thenComparingInt(ScoredAttempt::attempt);

  private final RunRecords run;
  private final Sharing sharing;

  private AttemptReader(RunRecords run, Sharing sharing) {
    this.run = run;
    this.sharing = sharing;
  }

  static List<ScoredAttempt> read(RunRecords run, Sharing sharing) {
    return new AttemptReader(run, sharing).read();
  }

  private List<ScoredAttempt> read() {
    List<ScoredAttempt> attempts = new ArrayList<>();
    try (Stream<SampleRecord> records = run.source().skim()) {
      for (Iterator<SampleRecord> each = records.iterator(); each.hasNext(); ) {
        SampleRecord record = each.next();
        ScoredAttempt attempt = ScoredAttempt.of(record);
        if (!attempts.isEmpty()) {
          requireSameScorers(attempts.getFirst(), attempt, record);
        }
        attempts.add(slim(attempt));
      }
    }
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

  private void requireSameScorers(ScoredAttempt first, ScoredAttempt attempt, SampleRecord record) {
    List<String> expected = List.copyOf(first.verdicts().keySet());
    List<String> found = List.copyOf(attempt.verdicts().keySet());
    if (!expected.equals(found)) {
      throw inconsistent(
          record.key(),
          "judged by %s, the run's first record by %s; score the run again with one set of scorers"
              .formatted(String.join(", ", found), String.join(", ", expected)));
    }
  }

  private ScoredAttempt slim(ScoredAttempt attempt) {
    return new ScoredAttempt(
        attempt.index(),
        attempt.attempt(),
        sharing.of(attempt.sampleId()),
        sharing.of(attempt.facets()),
        attempt.options(),
        slim(attempt.cost()),
        sharing.of(attempt.verdicts()));
  }

  /// Times differ from call to call, and most else does not.
  private ScoredAttempt.Cost slim(ScoredAttempt.Cost cost) {
    return new ScoredAttempt.Cost(
        cost.answered(),
        slim(cost.usage()),
        cost.characters(),
        cost.truncated(),
        cost.elapsed(),
        cost.effort(),
        cost.call().isEmpty() ? Optional.empty() : sharing.of(cost.call()));
  }

  private Usage slim(Usage usage) {
    return sharing.of(
        new Usage(
            sharing.of(usage.prompt()),
            sharing.of(usage.completion()),
            sharing.of(usage.reasoning()),
            sharing.of(usage.cached())));
  }

  private InconsistentRecordsException inconsistent(AttemptKey attempt, String problem) {
    return new InconsistentRecordsException(run.name(), attempt, problem);
  }
}
