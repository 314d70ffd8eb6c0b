package assay.harness.endpoint;

import assay.results.StreamTimes;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// A reply as it came.
///
/// @param status of HTTP
/// @param headers of HTTP
/// @param body its text; empty for a stream of events
/// @param events what a stream of events came to; empty for any other reply
/// @param stream when the text of a stream of events came
record Received(
    int status,
    ReplyHeaders headers,
    String body,
    Optional<JsonNode> events,
    Optional<StreamTimes> stream) {

  /// What nginx, Apache httpd, Go and Tomcat answer at a port of TLS to who speaks without.
  private static final List<String> TLS_WANTED =
      List.of(
          "The plain HTTP request was sent to HTTPS port",
          "speaking plain HTTP to an SSL-enabled server port",
          "Client sent an HTTP request to an HTTPS server",
          "This combination of host and port requires TLS");

  boolean success() {
    return status / 100 == 2;
  }

  /// Returns whether the server wants to be spoken to over TLS.
  boolean asksForTls() {
    return status == 400 && TLS_WANTED.stream().anyMatch(body::contains);
  }

  /// Returns the reply as JSON.
  ///
  /// @throws BadReplyException if it is none
  JsonNode tree() throws BadReplyException {
    return events.isPresent() ? events.get() : ReplyJson.tree(body);
  }
}
