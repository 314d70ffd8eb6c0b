package assay.harness.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.OptionalInt;

/// What the replies of all interfaces have in common.
final class ReplyJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ReplyJson() {}

  /// Reads a body.
  ///
  /// @throws BadReplyException if it is no JSON, or is nested deeper or holds longer numbers than
  ///   Jackson's limits allow
  static JsonNode tree(String body) throws BadReplyException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new BadReplyException("the reply is not JSON: " + e.getOriginalMessage());
    }
  }

  /// Refuses an error that came as a reply, as some servers send it with status 200.
  static void requireNoError(JsonNode root) throws BadReplyException {
    JsonNode error = root.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      String message = error.isTextual() ? error.asText() : error.path("message").asText("");
      throw new BadReplyException(
          "the reply is an error: " + (message.isEmpty() ? error.toString() : message));
    }
  }

  /// Returns the text of a message's content: a string, or the parts of a list that hold text.
  static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.isTextual() ? part.asText() : part.path("text").asText(""));
    }
    return text.toString();
  }

  /// Returns a count, where there is one and it can be one.
  static OptionalInt count(JsonNode count) {
    return count.isInt() && count.intValue() >= 0
        ? OptionalInt.of(count.intValue())
        : OptionalInt.empty();
  }
}
