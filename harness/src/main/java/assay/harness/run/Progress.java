package assay.harness.run;

import assay.reports.run.Counts;
import assay.reports.run.VerdictCounter;
import assay.results.SampleRecord;
import assay.results.Work;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// One line on standard error that says how far a run is, how fast it goes, and when it will end.
///
/// On a terminal the line is rewritten in place; elsewhere a new one appears with a finished
/// attempt, ten seconds after the one before at the earliest, so that a log stays readable. While
/// nothing is finished for long, both go on to tell how old the calls under way are. Thread-safe.
public final class Progress implements AutoCloseable {
  private static final Duration TERMINAL_INTERVAL = Duration.ofMillis(200);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int BAR_CELLS = 24;

  private final Console console;
  private final String label;
  private final long total;
  private final long alreadyDone;
  private final LongSupplier nanoTime;
  private final CallsUnderWay calls = new CallsUnderWay();
  private final VerdictCounter verdicts = new VerdictCounter();
  private final Pace pace;
  private String status = "";
  private long lastShownNanos;
  private boolean shown;
  private boolean behind;

  /// Starts the display.
  ///
  /// @param total attempts of the whole run
  /// @param alreadyDone attempts that an earlier part of the run did
  public Progress(Console console, String label, long total, long alreadyDone) {
    this(console, label, total, alreadyDone, System::nanoTime);
  }

  Progress(Console console, String label, long total, long alreadyDone, LongSupplier nanoTime) {
    this.console = console;
    this.label = label;
    this.total = total;
    this.alreadyDone = alreadyDone;
    this.nanoTime = nanoTime;
    this.lastShownNanos = nanoTime.getAsLong();
    this.pace = new Pace(lastShownNanos);
  }

  /// A call to the model, until it is closed.
  public interface Call extends AutoCloseable {
    @Override
    void close();
  }

  /// Notes that a call is under way.
  public synchronized Call call() {
    Object key = calls.begin(nanoTime.getAsLong());
    return () -> {
      synchronized (this) {
        calls.end(key);
      }
    };
  }

  /// Counts one attempt that is done.
  public synchronized void step(SampleRecord record) {
    verdicts.add(record.primaryScore());
    pace.add(record.outcome());
    behind = true;
    showAfter(console.terminal() ? TERMINAL_INTERVAL : LOG_INTERVAL);
  }

  /// Shows how long the calls under way take by now: a terminal soon, a log after half a minute in
  /// which nothing was finished.
  public synchronized void tick() {
    showAfter(console.terminal() ? TERMINAL_INTERVAL : SILENCE);
  }

  /// Takes what the model has to say beside its answers.
  public synchronized void status(List<String> words) {
    status = words.stream().map(word -> "  " + word).collect(Collectors.joining());
  }

  /// Returns how far the run is, in words.
  public synchronized String position() {
    return "%d of %d attempts".formatted(alreadyDone + verdicts.counts().total(), total);
  }

  /// Returns in words what a run that asks nothing more has to wait for.
  public synchronized String waitedFor() {
    return switch (calls.count()) {
      case 0 -> "what was answered is judged and stored";
      case 1 -> "waiting for 1 call under way";
      default -> "waiting for %d calls under way".formatted(calls.count());
    };
  }

  /// Returns how long the run has gone on since this display was started, and what came of it.
  public synchronized Work work() {
    return pace.work(nanoTime.getAsLong());
  }

  /// Says something below the line.
  public synchronized void remark(String text) {
    console.remark((console.terminal() && shown ? "\n" : "") + text);
  }

  private void showAfter(Duration interval) {
    if (nanoTime.getAsLong() - lastShownNanos >= interval.toNanos()) {
      show();
    }
  }

  private void show() {
    lastShownNanos = nanoTime.getAsLong();
    behind = false;
    shown = true;
    console.rewrite(line());
  }

  private String line() {
    Counts counts = verdicts.counts();
    long position = alreadyDone + counts.total();
    return String.format(
        Locale.ROOT,
        "%s %s %d/%d  %s%s%s%s%s",
        label,
        bar(position),
        position,
        total,
        pace.words(lastShownNanos, total - position),
        calls.oldest(lastShownNanos).map(age -> "  oldest call " + Eta.clock(age)).orElse(""),
        accuracy(counts),
        counts.unmeasured() == 0 ? "" : "  " + counts.unmeasured() + " not measured",
        status);
  }

  private static String accuracy(Counts counts) {
    return counts.measured() == 0
        ? ""
        : String.format(
            Locale.ROOT, "  %.1f %% correct", 100.0 * counts.earned() / counts.measured());
  }

  private String bar(long position) {
    int filled = total == 0 ? BAR_CELLS : (int) (BAR_CELLS * position / total);
    return "[" + "#".repeat(filled) + "-".repeat(BAR_CELLS - filled) + "]";
  }

  @Override
  public synchronized void close() {
    if (console.terminal() && (shown || verdicts.counts().total() > 0)) {
      show();
      console.remark("");
    } else if (behind) {
      show();
    }
  }
}
