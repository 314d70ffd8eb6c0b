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
    HttpRequest.Builder http =
        HttpRequest.newBuilder(address.resolve(wire.path()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Escapes.JSON.apply(body.toString())));
    Credentials credentials = options.credentials();
    wire.headers(credentials.key()).forEach(http::setHeader);
    credentials.headers().forEach((name, value) -> http.setHeader(name, value.reveal()));
    int limit =
        wire instanceof EchoedCompletions
            ? LIMIT_OF_ECHO
            : TimedCall.limit(asked.settings().maxTokens());
    return new EndpointCall(wire, http.build(), limit);
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
