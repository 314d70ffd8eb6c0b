package assay.harness.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Folds the events of Anthropic's messages.
///
/// Source: the Anthropic API reference, "Streaming Messages".
final class MessageStream implements StreamedReply {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thoughts = new StringBuilder();
  private ObjectNode message = JsonNodeFactory.instance.objectNode();
  private boolean stopped;

  @Override
  public boolean accept(JsonNode event) throws BadReplyException {
    ReplyJson.requireNoError(event);
    switch (event.path("type").asText()) {
      case "message_start" -> {
        if (event.path("message") instanceof ObjectNode begun) {
          message = begun;
        }
      }
      case "content_block_start" -> {
        return append(event.path("content_block"));
      }
      case "content_block_delta" -> {
        return append(event.path("delta"));
      }
      case "message_delta" -> {
        message.set("stop_reason", event.path("delta").path("stop_reason"));
        event
            .path("usage")
            .properties()
            .forEach(count -> message.withObject("/usage").set(count.getKey(), count.getValue()));
      }
      case "message_stop" -> stopped = true;
      default -> {}
    }
    return false;
  }

  private boolean append(JsonNode part) {
    String answer = part.path("text").asText("");
    String thought = part.path("thinking").asText("");
    text.append(answer);
    thoughts.append(thought);
    return !answer.isEmpty() || !thought.isEmpty();
  }

  @Override
  public JsonNode whole() throws BadReplyException {
    if (!stopped) {
      throw new BadReplyException("the stream ended before the completion did");
    }
    ArrayNode content = message.putArray("content");
    content.addObject().put("type", "thinking").put("thinking", thoughts.toString());
    content.addObject().put("type", "text").put("text", text.toString());
    return message;
  }
}
