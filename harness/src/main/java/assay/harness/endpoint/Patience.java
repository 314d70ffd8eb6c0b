package assay.harness.endpoint;

import java.time.Duration;

/// How often a call is made again, and when a run is given up.
///
/// @param retries further tries after a failure that may pass
/// @param firstDelay wait before the first further try; it doubles with each one, up to a minute
/// @param longestWait longest wait that an endpoint may ask for
/// @param total longest time for all tries of a call and the waits between them
/// @param emptyRetries further tries after a completion without any text
/// @param failuresInARow calls that failed one after the other until the run is given up
public record Patience(
    int retries,
    Duration firstDelay,
    Duration longestWait,
    Duration total,
    int emptyRetries,
    int failuresInARow) {
  /// Six further tries, one after an empty completion, two minutes of waiting, an hour in all, 20
  /// failures.
  public static final Patience DEFAULT =
      new Patience(6, Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ofHours(1), 1, 20);

  public Patience {
    if (retries < 0 || emptyRetries < 0 || failuresInARow < 1) {
      throw new IllegalArgumentException("no number of tries: %d".formatted(retries));
    }
    if (firstDelay.isNegative() || longestWait.isNegative()) {
      throw new IllegalArgumentException("a wait must not be negative");
    }
    if (!total.isPositive()) {
      throw new IllegalArgumentException("a deadline must be positive");
    }
  }
}
