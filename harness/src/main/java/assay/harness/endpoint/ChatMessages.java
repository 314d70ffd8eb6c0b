package assay.harness.endpoint;

import assay.harness.run.RunFailedException;
import assay.results.Message;
import assay.results.Prompt;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The messages of a prompt, for the interfaces that take some.
final class ChatMessages {
  private ChatMessages() {}

  /// Returns the messages of a prompt.
  ///
  /// @throws RunFailedException if the prompt is a text to be continued, or begins the answer: sent
  ///   as messages it would be another protocol
  static List<Message> of(Prompt prompt, String path) {
    if (prompt instanceof Prompt.Chat chat) {
      if (chat.beginsAnswer()) {
        throw new RunFailedException(
            "the protocol begins the answer for the model, which %s does not take; choose a protocol that asks in one message"
                .formatted(path));
      }
      return chat.messages();
    }
    throw new RunFailedException(
        "the protocol sends raw text, which %s does not take; leave --api out, or choose a protocol that sends messages"
            .formatted(path));
  }

  /// Writes messages as role and content.
  static void write(ObjectNode body, String field, List<Message> messages) {
    ArrayNode array = body.putArray(field);
    messages.forEach(
        message -> array.addObject().put("role", message.role()).put("content", message.content()));
  }
}
