package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// The JSON of one interface: what is asked, and how a reply is read. Immutable.
sealed interface Wire
    permits ChatCompletions, TextCompletions, EchoedCompletions, Responses, Messages {

  /// Returns the path below the endpoint's base.
  String path();

  /// Returns the call for a completion, without what the user adds.
  ///
  /// @throws assay.harness.run.RunFailedException if this interface cannot say what is asked for
  ObjectNode body(String model, CompletionRequest request, boolean stream);

  /// Returns the headers that every call has, with the key among them.
  Map<String, String> headers(Optional<Secret> key);

  /// Returns what else to know about keys if they are refused, or nothing.
  default String aboutKeys() {
    return "";
  }

  /// Reads a whole reply.
  ///
  /// @throws BadReplyException if it is not what the interface promises
  Reading read(JsonNode reply) throws BadReplyException;

  /// Returns whether a reply may be streamed.
  default boolean streams() {
    return true;
  }

  /// Returns a new fold of a streamed reply.
  StreamedReply streamed();
}
