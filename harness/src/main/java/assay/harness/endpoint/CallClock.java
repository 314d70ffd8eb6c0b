package assay.harness.endpoint;

import assay.results.StreamTimes;
import java.time.Duration;
import java.util.Optional;

/// When something came of a call. Its times are noted by the thread that reads the reply and read
/// by whoever watches the deadlines.
final class CallClock {
  private final long sent = System.nanoTime();
  private volatile long lastEvent = sent;
  private volatile long firstText;
  private long lastText;
  private StreamTimes.Gaps gaps = StreamTimes.Gaps.NONE;
  private volatile boolean streaming;
  private Runnable sooner = () -> {};

  /// Creates the clock of a call that is sent now.
  ///
  /// @param streaming whether a stream is expected
  CallClock(boolean streaming) {
    this.streaming = streaming;
  }

  /// Names who is to be told when the next deadline comes closer: with the first text of a stream,
  /// and where one comes that was not expected.
  void whenSooner(Runnable told) {
    sooner = told;
  }

  /// Notes whether it is a stream that comes.
  void streaming(boolean streams) {
    streaming = streams;
    if (streams) {
      sooner.run();
    }
  }

  /// Returns what ends the call next if nothing comes, in nanoseconds from now on.
  long left(Deadlines deadlines) {
    long now = System.nanoTime();
    long left = deadlines.whole().toNanos() - (now - sent);
    if (streaming && firstText == 0) {
      left = Math.min(left, deadlines.firstToken().toNanos() - (now - sent));
    } else if (streaming) {
      left = Math.min(left, deadlines.idle().toNanos() - (now - lastEvent));
    }
    return left;
  }

  /// Returns in words which deadline has passed.
  String late(Deadlines deadlines) {
    if (System.nanoTime() - sent >= deadlines.whole().toNanos()) {
      return "no complete reply within " + words(deadlines.whole());
    }
    return firstText == 0
        ? "no token within " + words(deadlines.firstToken())
        : "no further token within " + words(deadlines.idle());
  }

  private static String words(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  /// Notes an event of a stream.
  ///
  /// @param text whether it brought some
  void event(boolean text) {
    lastEvent = System.nanoTime();
    if (!text) {
      return;
    }
    if (firstText == 0) {
      firstText = lastEvent;
      sooner.run();
    } else {
      gaps = gaps.and(Duration.ofNanos(lastEvent - lastText));
    }
    lastText = lastEvent;
  }

  /// Returns the time since the call was sent.
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - sent);
  }

  /// Returns when the text of a stream came; empty where none did.
  Optional<StreamTimes> times() {
    return firstText == 0
        ? Optional.empty()
        : Optional.of(new StreamTimes(Duration.ofNanos(firstText - sent), gaps));
  }
}
