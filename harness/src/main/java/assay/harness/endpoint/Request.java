package assay.harness.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/// What is sent to an endpoint, as often as needed.
///
/// @param path behind the host, such as `/v1/models`
/// @param headers by name
/// @param body JSON; a request without one is a GET
record Request(String path, Map<String, String> headers, Optional<String> body) {

  /// Returns one sending of it.
  ClassicHttpRequest message() {
    ClassicHttpRequest message =
        new BasicClassicHttpRequest(body.isPresent() ? "POST" : "GET", path);
    if (body.isPresent()) {
      message.setHeader("Content-Type", "application/json");
    }
    headers.forEach(message::setHeader);
    body.ifPresent(
        json -> {
          byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
          message.setHeader("Content-Length", bytes.length);
          message.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_JSON));
        });
    return message;
  }
}
