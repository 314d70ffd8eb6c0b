package assay.harness.retry;

import assay.results.Cause;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RunDirectory;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How many attempts were not measured, by cause.
///
/// @param counts of the causes that there are
public record Unmeasured(Map<Cause, Long> counts) {
  public Unmeasured {
    counts = Map.copyOf(counts);
  }

  /// Counts among the records of a run that count now.
  public static Unmeasured now(RunDirectory run, Predicate<SampleRecord> which) {
    return of(run.records().filter(which));
  }

  /// Counts among the records that were replaced.
  public static Unmeasured replaced(RunDirectory run) {
    return of(run.replaced());
  }

  private static Unmeasured of(Stream<SampleRecord> records) {
    Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    try (records) {
      records.forEach(
          record -> {
            if (record.primaryScore() instanceof Score.NotMeasured none) {
              counts.merge(none.cause(), 1L, Long::sum);
            }
          });
    }
    return new Unmeasured(counts);
  }

  /// Returns how many there are.
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns them in words, such as `12 (10 timeout, 2 truncated)`.
  @Override
  public String toString() {
    return total() == 0
        ? "0"
        : new EnumMap<>(counts)
            .entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", ", total() + " (", ")"));
  }
}
