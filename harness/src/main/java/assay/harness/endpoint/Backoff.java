package assay.harness.endpoint;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: exponential with jitter.
///
/// @param first upper bound of the first wait
record Backoff(Duration first) {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// Returns the wait after the given number of failed tries, from 1.
  Duration delay(int failedTries, RandomGenerator random) {
    long bound = first.toMillis() << Math.min(failedTries - 1, 20);
    long millis = Math.min(bound, LONGEST.toMillis());
    // At least half of it, so that a burst of refused calls does not come back at once.
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}
