package assay.harness.run;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// One line on standard error that says how far a run is, how fast it goes, and when it will end.
///
/// On a terminal the line is rewritten in place; elsewhere a new one appears every ten seconds, so
/// that a log stays readable. Thread-safe.
public final class Progress implements AutoCloseable {
  private static final Duration TERMINAL_INTERVAL = Duration.ofMillis(200);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
  private static final int BAR_CELLS = 24;

  /// Back to the front of the line, which is erased.
  private static final byte[] REWRITE = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

  private final PrintStream err;
  private final boolean terminal;
  private final boolean quiet;
  private final String label;
  private final long total;
  private final long alreadyDone;
  private final long startNanos = System.nanoTime();
  private long done;
  private long correct;
  private long unmeasured;
  private long lastShownNanos;
  private boolean shown;

  /// Starts the display.
  ///
  /// @param total attempts of the whole run
  /// @param alreadyDone attempts that an earlier part of the run did
  public Progress(Console console, String label, long total, long alreadyDone) {
    this.err = console.err();
    this.terminal = console.terminal();
    this.quiet = console.quiet();
    this.label = label;
    this.total = total;
    this.alreadyDone = alreadyDone;
    this.lastShownNanos = startNanos;
  }

  /// Counts one attempt.
  public synchronized void step(boolean measured, boolean right) {
    done++;
    if (!measured) {
      unmeasured++;
    } else if (right) {
      correct++;
    }
    Duration interval = terminal ? TERMINAL_INTERVAL : LOG_INTERVAL;
    if (System.nanoTime() - lastShownNanos >= interval.toNanos()) {
      show();
    }
  }

  private void show() {
    lastShownNanos = System.nanoTime();
    if (quiet) {
      return;
    }
    shown = true;
    if (terminal) {
      err.writeBytes(REWRITE);
      err.print(line());
    } else {
      err.println(line());
    }
    err.flush();
  }

  private String line() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double rate = seconds > 0 ? done / seconds : 0;
    long position = alreadyDone + done;
    String eta = rate > 0 ? clock(Math.round((total - position) / rate)) : "unknown";
    long measured = done - unmeasured;
    String accuracy =
        measured == 0
            ? ""
            : String.format(Locale.ROOT, "  %.1f %% correct", 100.0 * correct / measured);
    String lost = unmeasured == 0 ? "" : "  " + unmeasured + " not measured";
    return String.format(
        Locale.ROOT,
        "%s %s %d/%d  %.1f/s  ETA %s%s%s",
        label,
        bar(position),
        position,
        total,
        rate,
        eta,
        accuracy,
        lost);
  }

  private String bar(long position) {
    int filled = total == 0 ? BAR_CELLS : (int) (BAR_CELLS * position / total);
    return "[" + "#".repeat(filled) + "-".repeat(BAR_CELLS - filled) + "]";
  }

  private static String clock(long seconds) {
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  @Override
  public synchronized void close() {
    if (terminal && (shown || done > 0)) {
      show();
      if (!quiet) {
        err.println();
      }
    } else if (done > 0) {
      show();
    }
  }
}
