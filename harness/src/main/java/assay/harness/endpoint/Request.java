package assay.harness.endpoint;

import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/// What is sent to an endpoint, as often as needed.
///
/// @param path behind the host, such as `/v1/models`
/// @param headers by name
/// @param body JSON; a request without one is a GET
record Request(String path, Map<String, String> headers, Optional<ByteArrayEntity> body) {

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
          message.setHeader("Content-Length", json.getContentLength());
          message.setEntity(json);
        });
    return message;
  }
}
