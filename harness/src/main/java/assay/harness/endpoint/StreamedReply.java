package assay.harness.endpoint;

import com.fasterxml.jackson.databind.JsonNode;

/// Folds the events of one streamed reply into the reply that would have come whole. Not
/// thread-safe.
interface StreamedReply {

  /// Takes an event.
  ///
  /// @return whether it brought text, be it thoughts or answer
  /// @throws BadReplyException if the event says that the call failed
  boolean accept(JsonNode event) throws BadReplyException;

  /// Hears that the stream has said itself that it is at its end.
  default void ended() {}

  /// Returns the whole reply.
  ///
  /// @throws BadReplyException if the stream ended before the completion did
  JsonNode whole() throws BadReplyException;
}
