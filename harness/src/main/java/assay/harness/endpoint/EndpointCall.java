package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.results.Prompt;
import assay.results.text.JsonBytes;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// A call that is ready to be sent, as often as needed.
///
/// @param wire the interface that it speaks
/// @param request what is sent
/// @param maxTokens most tokens of a completion, as the run's settings have it
/// @param limit longest reply in bytes
record EndpointCall(Wire wire, Request request, int maxTokens, int limit) {
  /// A token that is given back comes with its text, its offset, its log-probability and the
  /// likeliest.
  private static final int LIMIT_OF_ECHO = 64 << 20;

  static EndpointCall of(
      EndpointAddress address, EndpointOptions options, CompletionRequest asked) {
    Wire wire = wire(options, asked.prompt());
    ObjectNode body = wire.body(address.model(), asked, options.stream());
    options
        .body()
        .forEach(
            (name, value) -> {
              if (value.isNull()) {
                body.remove(name);
              } else {
                body.set(name, value);
              }
            });
    Request request =
        new Request(
            address.path(wire.path()),
            headers(wire, options.credentials()),
            Optional.of(new ByteArrayEntity(JsonBytes.of(body), ContentType.APPLICATION_JSON)));
    int maxTokens = asked.settings().maxTokens();
    return wire instanceof EchoedCompletions
        ? new EndpointCall(wire, request, EchoedCompletions.ADDED, LIMIT_OF_ECHO)
        : new EndpointCall(wire, request, maxTokens, TimedCall.limit(maxTokens));
  }

  /// Returns the headers of every call: those of the interface and what the user adds.
  static Map<String, String> headers(Wire wire, Credentials credentials) {
    Map<String, String> headers = new HashMap<>(wire.headers(credentials.key()));
    credentials.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    return headers;
  }

  private static Wire wire(EndpointOptions options, Prompt prompt) {
    return switch (prompt) {
      case Prompt.Chat chat -> options.api().orElse(Api.CHAT).wire();
      case Prompt.Text text -> options.api().orElse(Api.COMPLETIONS).wire();
      case Prompt.Continuations asked -> {
        options.requireEcho();
        yield EchoedCompletions.of(asked);
      }
      case Prompt.Unrecorded unrecorded ->
          throw new IllegalArgumentException("an endpoint needs a prompt");
    };
  }
}
