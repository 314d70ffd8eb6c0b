package assay.harness.serve.openai;

import assay.harness.serve.http.HttpReply;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Sends events of an answer that comes in parts. The answer begins with the first of them, so that
/// a request which fails before has a status of its own.
///
/// Source: WHATWG HTML, "Server-sent events".
final class EventSender {
  private final HttpReply reply;
  private Optional<OutputStream> out = Optional.empty();

  EventSender(HttpReply reply) {
    this.reply = reply;
  }

  void send(ObjectNode event) throws IOException {
    write("data: " + event + "\n\n");
  }

  /// Says that all has come.
  void done() throws IOException {
    write("data: [DONE]\n\n");
    end();
  }

  /// Says that the rest will not come. It is no `[DONE]`, so that nobody takes a part for the
  /// whole.
  void fail(ApiException failure) throws IOException {
    send(failure.json());
    end();
  }

  boolean begun() {
    return out.isPresent();
  }

  private void end() throws IOException {
    if (out.isPresent()) {
      out.get().close();
    }
  }

  private void write(String text) throws IOException {
    if (out.isEmpty()) {
      out = Optional.of(reply.begin("text/event-stream; charset=utf-8"));
    }
    out.get().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
