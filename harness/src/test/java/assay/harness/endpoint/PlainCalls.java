package assay.harness.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// Calls of tests that ask a server of plain sockets, and what it may answer.
final class PlainCalls {
  static final Deadlines LONG =
      new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
  static final Request QUESTION =
      new Request("/v1/chat/completions", Map.of(), Optional.of(json("{}")));
  static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  private PlainCalls() {}

  /// A stream each of whose events brings text.
  static final class Texts implements StreamedReply {
    @Override
    public boolean accept(JsonNode event) {
      return true;
    }

    @Override
    public JsonNode whole() {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  static ByteArrayEntity json(String text) {
    return new ByteArrayEntity(text.getBytes(ISO_8859_1), ContentType.APPLICATION_JSON);
  }

  static Received sent(Connections connections, Deadlines deadlines, Request request)
      throws Exception {
    return new TimedCall(connections, deadlines, 1 << 20)
        .send(request, new Texts(), false)
        .received();
  }
}
