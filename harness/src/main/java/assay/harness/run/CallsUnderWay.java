package assay.harness.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// When the calls began that have not ended. Not thread-safe.
final class CallsUnderWay {
  /// A call that takes no longer is nothing to speak of.
  private static final Duration NOTABLE = Duration.ofSeconds(10);

  private final Map<Object, Long> beginnings = new HashMap<>();

  /// Notes a call, and returns what ends it.
  Object begin(long nanos) {
    Object key = new Object();
    beginnings.put(key, nanos);
    return key;
  }

  void end(Object key) {
    beginnings.remove(key);
  }

  int count() {
    return beginnings.size();
  }

  /// Returns how long the oldest call has taken by now; empty while that is below ten seconds.
  Optional<Duration> oldest(long nanos) {
    return beginnings.values().stream()
        .map(begun -> Duration.ofNanos(nanos - begun))
        .max(Duration::compareTo)
        .filter(age -> age.compareTo(NOTABLE) >= 0);
  }
}
