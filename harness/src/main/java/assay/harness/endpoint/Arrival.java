package assay.harness.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;

/// The body of one reply as it arrives: events are folded at once and not kept, anything else is
/// collected, and neither beyond a limit.
final class Arrival {
  private static final String END = "[DONE]";
  private static final int BUFFER_BYTES = 1 << 13;

  private final Connection.Head head;
  private final CallClock clock;
  private final StreamedReply fold;
  private final int limit;
  private boolean done;
  private Optional<BadReplyException> bad = Optional.empty();

  Arrival(Connection.Head head, CallClock clock, StreamedReply fold, int limit) {
    this.head = head;
    this.clock = clock;
    this.fold = fold;
    this.limit = limit;
  }

  /// Reads the body, and returns the reply.
  ///
  /// @throws BadReplyException if an event was not what the interface promises
  /// @throws IOException if the body broke off, or is longer than the limit
  Received received() throws BadReplyException, IOException {
    boolean streamed = head.status() / 100 == 2 && contentType().startsWith("text/event-stream");
    clock.streaming(streamed);
    if (!streamed) {
      return received(text(), Optional.empty());
    }
    ContentCoding coding = coding();
    fold(coding == ContentCoding.PLAIN ? head.body() : new ByteArrayInputStream(unpacked(coding)));
    return received("", Optional.of(fold.whole()));
  }

  private Received received(String body, Optional<JsonNode> events) {
    return new Received(head.status(), head.headers(), body, events, clock.times());
  }

  /// A refusal is one whatever its body is.
  private String text() throws IOException {
    try {
      return new String(unpacked(coding()), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      if (head.status() / 100 == 2) {
        throw e;
      }
      return e.getMessage();
    }
  }

  private String contentType() {
    return header("Content-Type").toLowerCase(Locale.ROOT);
  }

  private ContentCoding coding() throws ZipException {
    return ContentCoding.of(header("Content-Encoding"));
  }

  private String header(String name) {
    return head.headers().first(name).orElse("");
  }

  private void fold(InputStream body) throws BadReplyException, IOException {
    EventStream events = new EventStream(this::event);
    byte[] buffer = new byte[BUFFER_BYTES];
    long length = 0;
    int count = 0;
    while (!done && (count = body.read(buffer)) >= 0) {
      length += count;
      if (length > limit) {
        throw tooLong();
      }
      events.accept(ByteBuffer.wrap(buffer, 0, count));
    }
    events.end();
    if (bad.isPresent()) {
      throw bad.get();
    }
  }

  private void event(String data) {
    if (done) {
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
      bad = Optional.of(e);
      done = true;
    }
  }

  private byte[] unpacked(ContentCoding coding) throws IOException {
    return coding == ContentCoding.PLAIN ? body() : bounded(coding.unpacked(body(), limit + 1));
  }

  private byte[] body() throws IOException {
    return head.length() >= 0 && head.length() <= limit
        ? head.body().readNBytes((int) head.length())
        : bounded(head.body().readNBytes(limit + 1));
  }

  private byte[] bounded(byte[] bytes) throws IOException {
    if (bytes.length > limit) {
      throw tooLong();
    }
    return bytes;
  }

  private IOException tooLong() {
    return new IOException("the reply is longer than %d bytes".formatted(limit));
  }
}
