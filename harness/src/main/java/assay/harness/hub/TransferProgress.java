package assay.harness.hub;

import assay.harness.run.Console;
import assay.harness.run.Eta;
import assay.reports.text.Sizes;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/// One line on standard error that says how far a download is: rewritten in place on a terminal,
/// else a new one every ten seconds. Not thread-safe.
final class TransferProgress {
  private static final Duration TERMINAL_INTERVAL = Duration.ofMillis(200);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

  private final Console console;
  private String what = "";
  private OptionalLong total = OptionalLong.empty();
  private long first;
  private long position;
  private long startNanos;
  private long shownNanos;

  TransferProgress(Console console) {
    this.console = console;
  }

  /// A download begins, some of which may be there.
  void begin(String name, long there, OptionalLong size) {
    what = name;
    total = size;
    first = there;
    position = there;
    startNanos = System.nanoTime();
    shownNanos = startNanos;
    console.remark(
        "downloading %s%s%s"
            .formatted(
                name,
                size.isPresent() ? ", " + Sizes.bytes(size.getAsLong()) : "",
                there > 0 ? ", of which " + Sizes.bytes(there) + " are there" : ""));
  }

  /// The download goes on from a byte.
  void at(long from) {
    position = from;
    first = Math.min(first, from);
  }

  void add(long bytes) {
    position += bytes;
    long now = System.nanoTime();
    Duration interval = console.terminal() ? TERMINAL_INTERVAL : LOG_INTERVAL;
    if (now - shownNanos >= interval.toNanos()) {
      shownNanos = now;
      console.rewrite(line(now));
    }
  }

  void end() {
    if (console.terminal()) {
      console.rewrite(line(System.nanoTime()));
      console.remark("");
    }
  }

  private String line(long now) {
    double seconds = (now - startNanos) / 1e9;
    long done = position - first;
    return String.format(
        Locale.ROOT,
        "%s  %s%s  %s/s%s",
        what,
        Sizes.bytes(position),
        total.isPresent() ? " of " + Sizes.bytes(total.getAsLong()) : "",
        Sizes.bytes(done / Math.max(1e-9, seconds)),
        total.isPresent() ? "  " + Eta.words(seconds, done, total.getAsLong() - position) : "");
  }
}
