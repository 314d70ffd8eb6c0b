package assay.reports.compare;

import assay.reports.statistics.Interval;
import java.util.Locale;

/// The one sentence that a tired reader takes away from a comparison.
public final class ComparisonSentence {
  private ComparisonSentence() {}

  /// Returns the sentence, such as "B is better than A by 2.1 points (95 % CI 0.6 to 3.6)" or
  /// "these runs do not distinguish A from B; a difference below 3.1 points could not have been
  /// seen with 500 items".
  public static String of(Comparison comparison) {
    String a = comparison.a().name();
    String b = comparison.b().name();
    double difference = comparison.difference().value();
    Interval interval = comparison.difference().interval();
    if (!comparison.distinguished()) {
      return ("these runs do not distinguish %s from %s; a difference below %s points could not"
              + " have been seen with %d items")
          .formatted(a, b, points(comparison.detectable()), comparison.n());
    }
    return difference > 0
        ? "%s is better than %s by %s points (95 %% CI %s to %s)"
            .formatted(b, a, points(difference), points(interval.low()), points(interval.high()))
        : "%s is better than %s by %s points (95 %% CI %s to %s)"
            .formatted(
                a, b, points(-difference), points(-interval.high()), points(-interval.low()));
  }

  private static String points(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
