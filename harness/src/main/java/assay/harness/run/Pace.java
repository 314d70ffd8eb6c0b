package assay.harness.run;

import assay.results.Completion;
import assay.results.Outcome;
import java.time.Duration;
import java.util.Locale;

/// How fast a run goes: attempts a second, or seconds an attempt where that is less than one; and
/// tokens a second where the model tells what its work was, as the engine does. Not thread-safe.
final class Pace {
  private final long startNanos;
  private long attempts;
  private long tokens;

  Pace(long startNanos) {
    this.startNanos = startNanos;
  }

  void add(Outcome outcome) {
    attempts++;
    if (outcome instanceof Completion completion && completion.effort().isPresent()) {
      tokens += completion.completionTokens().orElse(0);
    }
  }

  /// Returns the pace in words, with the time that is left.
  ///
  /// @param left attempts that are still to be done
  String words(long nowNanos, long left) {
    double seconds = (nowNanos - startNanos) / 1e9;
    if (attempts == 0 || seconds <= 0) {
      return "ETA unknown";
    }
    double each = seconds / attempts;
    return String.format(
        Locale.ROOT,
        "%s%s  ETA %s",
        each <= 1
            ? String.format(Locale.ROOT, "%.1f/s", 1 / each)
            : String.format(Locale.ROOT, "%.1f s/sample", each),
        tokens == 0 ? "" : String.format(Locale.ROOT, "  %.1f tokens/s", tokens / seconds),
        clock(Duration.ofSeconds(Math.round(left * each))));
  }

  /// Returns a duration as `h:mm:ss`, or `m:ss` below an hour.
  static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
