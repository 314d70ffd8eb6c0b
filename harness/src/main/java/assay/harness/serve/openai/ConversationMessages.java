package assay.harness.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The messages of a conversation as a chat template takes them.
///
/// Parts of text become one text, a line each, as vLLM has it; arguments of a tool's call, which
/// OpenAI has as a text, become the object that they are, as templates expect. All else is handed
/// on as it is.
final class ConversationMessages {
  private ConversationMessages() {}

  /// Reads the messages of a request.
  ///
  /// @throws ApiException if there are none, or one has no role or what is no text
  static List<Map<String, Object>> read(RequestFields fields) throws ApiException {
    List<RequestFields> messages = fields.objects("messages");
    if (messages.isEmpty()) {
      throw ApiException.field("messages", "Missing required parameter: 'messages'.");
    }
    List<Map<String, Object>> plain = new ArrayList<>();
    for (RequestFields message : messages) {
      plain.add(message(message));
    }
    return plain;
  }

  private static Map<String, Object> message(RequestFields message) throws ApiException {
    if (message.text("role").isEmpty()) {
      throw ApiException.field(
          message.place() + "role",
          "Missing required parameter: '%srole'.".formatted(message.place()));
    }
    ObjectNode object = message.object().deepCopy();
    Optional<JsonNode> content = message.node("content");
    if (content.isPresent() && content.get() instanceof ArrayNode parts) {
      object.put("content", joined(parts, message.place() + "content"));
    } else {
      message.text("content"); // of another type it is refused
    }
    for (JsonNode call : object.path("tool_calls")) {
      if (call.path("function") instanceof ObjectNode function
          && function.path("arguments").isTextual()) {
        RequestFields.parsed(function.path("arguments").textValue())
            .ifPresent(arguments -> function.set("arguments", arguments));
      }
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    object
        .properties()
        .forEach(each -> plain.put(each.getKey(), RequestFields.plain(each.getValue())));
    return plain;
  }

  private static String joined(ArrayNode parts, String place) throws ApiException {
    List<String> texts = new ArrayList<>();
    for (JsonNode part : parts) {
      String item = "%s[%d]".formatted(place, texts.size());
      if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
        throw ApiException.unsupported(
            item, "'%s' is no text: this server reads texts alone.".formatted(item));
      }
      texts.add(part.path("text").textValue());
    }
    return String.join("\n", texts);
  }
}
