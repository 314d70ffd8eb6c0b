package assay.harness.run;

import assay.results.Completion;
import assay.results.Outcome;
import assay.results.Work;
import java.time.Duration;
import java.util.Locale;

/// How fast a run goes: attempts a second, or seconds an attempt where that is less than one; and
/// tokens a second where the model tells what its work was, as the engine does. Not thread-safe.
final class Pace {
  private final long startNanos;
  private long attempts;
  private long tokens;
  private long generated;

  Pace(long startNanos) {
    this.startNanos = startNanos;
  }

  void add(Outcome outcome) {
    attempts++;
    if (outcome instanceof Completion completion) {
      int counted = completion.completionTokens().orElse(0);
      tokens += completion.effort().isPresent() ? counted : 0;
      generated += isNew(completion) ? counted : 0;
    }
  }

  /// A recording and the cache of completions took no time to write what they tell.
  private static boolean isNew(Completion completion) {
    return completion.call().map(call -> !call.cached()).orElse(completion.effort().isPresent());
  }

  /// Returns what was done until now.
  Work work(long nowNanos) {
    return new Work(Duration.ofNanos(Math.max(0, nowNanos - startNanos)), generated);
  }

  /// Returns the pace in words, with the time that is left.
  ///
  /// @param left attempts that are still to be done
  String words(long nowNanos, long left) {
    double seconds = (nowNanos - startNanos) / 1e9;
    if (attempts == 0 || seconds <= 0) {
      return Eta.words(seconds, 0, left);
    }
    double each = seconds / attempts;
    return String.format(
        Locale.ROOT,
        "%s%s  %s",
        each <= 1
            ? String.format(Locale.ROOT, "%.1f/s", 1 / each)
            : String.format(Locale.ROOT, "%.1f s/sample", each),
        tokens == 0 ? "" : String.format(Locale.ROOT, "  %.1f tokens/s", tokens / seconds),
        Eta.words(seconds, attempts, left));
  }
}
