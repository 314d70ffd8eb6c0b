package assay.harness.endpoint;

import assay.results.StreamTimes;
import com.fasterxml.jackson.databind.JsonNode;
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

  boolean success() {
    return status / 100 == 2;
  }

  /// Returns the reply as JSON.
  ///
  /// @throws BadReplyException if it is none
  JsonNode tree() throws BadReplyException {
    return events.isPresent() ? events.get() : ReplyJson.tree(body);
  }
}
