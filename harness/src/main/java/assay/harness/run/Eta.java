package assay.harness.run;

import java.time.Duration;
import java.util.Locale;

/// When something ends that goes on as it went until now.
public final class Eta {
  private Eta() {}

  /// Returns the time that is left in words, as `ETA 1:05`, or `ETA unknown` while nothing is done.
  ///
  /// @param seconds that it took until now
  /// @param done how much was done in them
  /// @param left how much is still to be done
  public static String words(double seconds, long done, long left) {
    return done == 0
        ? "ETA unknown"
        : "ETA " + clock(Duration.ofSeconds(Math.max(0, Math.round(seconds / done * left))));
  }

  /// Returns a duration as `h:mm:ss`, or `m:ss` below an hour.
  static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
