package assay.reports.run;

import assay.results.RetryNote;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.Score;
import assay.results.store.PlacedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Attempts of a run that were done again, and what came of them.
///
/// @param notes of each time that this was done by `assay retry`, the oldest first
/// @param each attempt, as often as it was done again, in the order of their records
public record RepeatedAttempts(List<RetryNote> notes, List<Repeat> each) {
  public RepeatedAttempts {
    notes = List.copyOf(notes);
    each = List.copyOf(each);
  }

  /// An attempt that was done again.
  ///
  /// @param attempt which one
  /// @param begun when the retry began that did it; empty where no note tells
  /// @param before what had come of it, in words
  /// @param after what came of it this time
  public record Repeat(AttemptKey attempt, Optional<Instant> begun, String before, String after) {
    public Repeat {
      Objects.requireNonNull(attempt);
      Objects.requireNonNull(begun);
      Objects.requireNonNull(before);
      Objects.requireNonNull(after);
    }
  }

  /// Reads what a run tells of them; of most runs nothing.
  static RepeatedAttempts of(RunRecords run) {
    List<RetryNote> notes = run.source().retries();
    int[] noted = new int[notes.size()];
    Map<AttemptKey, String> last = new HashMap<>();
    List<Repeat> each = new ArrayList<>();
    try (Stream<PlacedRecord> records = run.source().repeated()) {
      records.forEach(
          placed -> {
            SampleRecord record = placed.record();
            String now = words(record.primaryScore());
            Optional<String> before = Optional.ofNullable(last.put(record.key(), now));
            before.ifPresent(
                words ->
                    each.add(
                        new Repeat(record.key(), begun(notes, noted, placed.start()), words, now)));
          });
    }
    return new RepeatedAttempts(notes, each);
  }

  /// Returns when the retry began behind whose begin a record stands. A retry has as many as its
  /// note says; what is more was done by a run that was continued.
  private static Optional<Instant> begun(List<RetryNote> notes, int[] noted, long start) {
    for (int i = notes.size() - 1; i >= 0; i--) {
      if (notes.get(i).recordBytes() <= start) {
        noted[i]++;
        return noted[i] <= notes.get(i).attempts()
            ? Optional.of(notes.get(i).begun())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String words(Score score) {
    return switch (score) {
      case Score.Correct correct -> "correct";
      case Score.Wrong wrong -> "wrong";
      case Score.NoAnswer none -> "no answer";
      case Score.NotMeasured unmeasured -> "not measured: " + unmeasured.cause().label();
    };
  }
}
