package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.results.Prompt;
import assay.results.text.Escapes;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/// A call that is ready to be sent, as often as needed.
///
/// @param wire the interface that it speaks
/// @param http the request
/// @param limit longest reply in bytes
record EndpointCall(Wire wire, HttpRequest http, int limit) {

  static EndpointCall of(
      EndpointAddress address, EndpointOptions options, CompletionRequest asked) {
    Wire wire = options.api().orElseGet(() -> fitting(asked.prompt())).wire();
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
    HttpRequest.Builder http =
        HttpRequest.newBuilder(address.resolve(wire.path()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Escapes.JSON.apply(body.toString())));
    Credentials credentials = options.credentials();
    wire.headers(credentials.key()).forEach(http::setHeader);
    credentials.headers().forEach((name, value) -> http.setHeader(name, value.reveal()));
    return new EndpointCall(wire, http.build(), TimedCall.limit(asked.settings().maxTokens()));
  }

  private static Api fitting(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Chat chat -> Api.CHAT;
      case Prompt.Text text -> Api.COMPLETIONS;
      case Prompt.Unrecorded unrecorded ->
          throw new IllegalArgumentException("an endpoint needs a prompt");
    };
  }
}
