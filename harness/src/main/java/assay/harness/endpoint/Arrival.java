package assay.harness.endpoint;

import assay.results.StreamTimes;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.zip.GZIPInputStream;

/// The body of one reply as it arrives: events are folded at once and not kept, anything else is
/// collected, and neither beyond a limit.
final class Arrival implements BodySubscriber<Received> {
  private static final String END = "[DONE]";

  private final ResponseInfo info;
  private final Clock clock;
  private final StreamedReply fold;
  private final boolean zipped;
  private final Optional<EventStream> events;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private final CompletableFuture<Received> whole = new CompletableFuture<>();
  private final int limit;
  private Subscription subscription;
  private long length;
  private boolean done;

  /// When something came of a streamed reply.
  static final class Clock {
    private final long sent = System.nanoTime();
    private volatile long lastEvent = sent;
    private volatile long firstText;
    private long lastText;
    private StreamTimes.Gaps gaps = StreamTimes.Gaps.NONE;
    private volatile boolean streaming;

    /// Creates the clock of a call that is sent now.
    ///
    /// @param streaming whether a stream is expected
    Clock(boolean streaming) {
      this.streaming = streaming;
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

    private void event(boolean text) {
      lastEvent = System.nanoTime();
      if (!text) {
        return;
      }
      if (firstText == 0) {
        firstText = lastEvent;
      } else {
        gaps = gaps.and(Duration.ofNanos(lastEvent - lastText));
      }
      lastText = lastEvent;
    }

    /// Returns the time since the call was sent.
    Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - sent);
    }

    private Optional<StreamTimes> times() {
      return firstText == 0
          ? Optional.empty()
          : Optional.of(new StreamTimes(Duration.ofNanos(firstText - sent), gaps));
    }
  }

  Arrival(ResponseInfo info, Clock clock, StreamedReply fold, int limit) {
    this.info = info;
    this.clock = clock;
    this.fold = fold;
    this.limit = limit;
    this.zipped = header("Content-Encoding").equalsIgnoreCase("gzip");
    boolean streamed =
        info.statusCode() / 100 == 2 && header("Content-Type").startsWith("text/event-stream");
    this.events = streamed ? Optional.of(new EventStream(this::event)) : Optional.empty();
    clock.streaming = streamed;
  }

  private String header(String name) {
    return info.headers().firstValue(name).orElse("").strip();
  }

  @Override
  public CompletionStage<Received> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      length += buffer.remaining();
      if (length > limit) {
        fail(tooLong());
        return;
      }
      take(buffer);
      if (done) {
        finish();
        return;
      }
    }
  }

  private IOException tooLong() {
    return new IOException("the reply is longer than %d bytes".formatted(limit));
  }

  private void take(ByteBuffer buffer) {
    if (events.isPresent() && !zipped) {
      events.get().accept(buffer);
    } else {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      collected.writeBytes(bytes);
    }
  }

  private void event(String data) {
    if (done || whole.isDone()) {
      return;
    }
    if (data.strip().equals(END)) {
      done = true;
      fold.ended();
      return;
    }
    try {
      clock.event(fold.accept(ReplyJson.tree(data)));
    } catch (BadReplyException e) {
      fail(e);
    }
  }

  private void fail(Exception e) {
    whole.completeExceptionally(e);
    subscription.cancel();
  }

  @Override
  public void onError(Throwable problem) {
    whole.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    finish();
  }

  private void finish() {
    try {
      byte[] bytes = zipped ? unzipped() : collected.toByteArray();
      if (events.isPresent()) {
        events.get().accept(ByteBuffer.wrap(bytes));
        events.get().end();
      }
      Optional<JsonNode> folded =
          events.isPresent() && !whole.isDone() ? Optional.of(fold.whole()) : Optional.empty();
      whole.complete(
          new Received(
              info.statusCode(),
              info.headers(),
              events.isPresent() ? "" : new String(bytes, StandardCharsets.UTF_8),
              folded,
              clock.times()));
    } catch (BadReplyException | IOException e) {
      whole.completeExceptionally(e);
    }
    subscription.cancel();
  }

  private byte[] unzipped() throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(collected.toByteArray()))) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw tooLong();
      }
      return bytes;
    }
  }
}
