package assay.reports.run;

import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a run's records once and keeps its attempts in the run's order.
final class AttemptReader {
  private static final Comparator<ScoredAttempt> RUN_ORDER =
      Comparator.comparingInt(ScoredAttempt::index).thenComparingInt(ScoredAttempt::attempt);

  private final RunRecords run;
  private final Set<AttemptKey> seen = new HashSet<>();
  // Facets and verdicts repeat from record to record; one copy of each is enough.
  private final Map<Object, Object> shared = new HashMap<>();

  private AttemptReader(RunRecords run) {
    this.run = run;
  }

  static List<ScoredAttempt> read(RunRecords run) {
    return new AttemptReader(run).read();
  }

  private List<ScoredAttempt> read() {
    List<ScoredAttempt> attempts = new ArrayList<>();
    try (Stream<SampleRecord> records = run.source().open()) {
      for (Iterator<SampleRecord> each = records.iterator(); each.hasNext(); ) {
        SampleRecord record = each.next();
        if (!seen.add(record.key())) {
          throw inconsistent(record, "recorded twice");
        }
        ScoredAttempt attempt = ScoredAttempt.of(record);
        if (!attempts.isEmpty()) {
          requireSameScorers(attempts.getFirst(), attempt, record);
        }
        attempts.add(slim(attempt));
      }
    }
    attempts.sort(RUN_ORDER);
    return List.copyOf(attempts);
  }

  private void requireSameScorers(ScoredAttempt first, ScoredAttempt attempt, SampleRecord record) {
    List<String> expected = List.copyOf(first.verdicts().keySet());
    List<String> found = List.copyOf(attempt.verdicts().keySet());
    if (!expected.equals(found)) {
      throw inconsistent(
          record,
          "judged by %s, the run's first record by %s; score the run again with one set of scorers"
              .formatted(String.join(", ", found), String.join(", ", expected)));
    }
  }

  private ScoredAttempt slim(ScoredAttempt attempt) {
    return new ScoredAttempt(
        attempt.index(),
        attempt.attempt(),
        attempt.sampleId(),
        share(attempt.facets()),
        attempt.options(),
        share(attempt.cost()),
        share(attempt.verdicts()));
  }

  @SuppressWarnings("unchecked") // The map gives back an object equal to the one it is asked for.
  private <T> T share(T value) {
    return (T) shared.computeIfAbsent(value, same -> same);
  }

  private InconsistentRecordsException inconsistent(SampleRecord record, String problem) {
    return new InconsistentRecordsException(run.name(), record.key(), problem);
  }
}
