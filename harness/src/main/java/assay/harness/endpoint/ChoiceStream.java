package assay.harness.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Folds the chunks of OpenAI's two older interfaces.
abstract class ChoiceStream implements StreamedReply {
  /// What stands beside the choices of a chunk and belongs to the reply as a whole.
  private static final String[] ABOUT = {"id", "model", "usage", "timings"};

  private final ObjectNode reply = JsonNodeFactory.instance.objectNode();
  private final StringBuilder text = new StringBuilder();
  private String finish = "";
  private boolean ended;

  /// Takes what a chunk adds to the choice, and returns whether it brought text.
  abstract boolean accept(JsonNode choice, StringBuilder text);

  /// Writes what the choice has become.
  abstract void write(ObjectNode choice, String text);

  @Override
  public final boolean accept(JsonNode event) throws BadReplyException {
    ReplyJson.requireNoError(event);
    for (String name : ABOUT) {
      if (event.hasNonNull(name)) {
        reply.set(name, event.get(name));
      }
    }
    // Groq's streams have the usage here, with the last chunk.
    JsonNode usage = event.path("x_groq").path("usage");
    if (usage.isObject()) {
      reply.set("usage", usage);
    }
    boolean brought = false;
    for (JsonNode choice : event.path("choices")) {
      brought |= accept(choice, text);
      if (choice.hasNonNull("finish_reason")) {
        finish = choice.path("finish_reason").asText();
      }
    }
    return brought;
  }

  @Override
  public final void ended() {
    ended = true;
  }

  /// A stream that says why it ends is whole, and so is one that says that it ends and brought
  /// text: Snowflake's never say why.
  @Override
  public final JsonNode whole() throws BadReplyException {
    if (finish.isEmpty() && !(ended && !text.isEmpty())) {
      throw new BadReplyException("the stream ended before the completion did");
    }
    ObjectNode choice = reply.putArray("choices").addObject().put("finish_reason", finish);
    write(choice, text.toString());
    return reply;
  }
}
