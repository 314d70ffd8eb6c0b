package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Prompt;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Endpoints of tests, asked with little patience.
final class Endpoints {
  static final Prompt CHAT =
      new Prompt.Chat(List.of(new Message("system", "be brief"), new Message("user", "2+2?")));
  static final GenerationSettings SETTINGS =
      new GenerationSettings(64, 0.5, 0.9, 0, 40, List.of(), 2);
  static final Deadlines DEADLINES =
      new Deadlines(Duration.ofSeconds(1), Duration.ofMillis(600), Duration.ofMillis(300));
  static final Patience PATIENCE =
      new Patience(2, Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofMinutes(1), 1, 20);

  private Endpoints() {}

  static EndpointOptions options(Credentials credentials) {
    return new EndpointOptions(
        Optional.empty(), 4, false, Map.of(), DEADLINES, PATIENCE, credentials);
  }

  static EndpointOptions speaking(Api api, boolean stream) {
    return speaking(api, stream, Map.of());
  }

  static EndpointOptions speaking(Api api, boolean stream, Map<String, JsonNode> body) {
    return new EndpointOptions(
        Optional.of(api), 4, stream, body, DEADLINES, PATIENCE, Credentials.NONE);
  }

  static EndpointOptions adding(Map<String, JsonNode> body) {
    return new EndpointOptions(
        Optional.empty(), 4, false, body, DEADLINES, PATIENCE, Credentials.NONE);
  }

  static EndpointOptions waiting(int seconds) {
    return patient(
        new Patience(
            2, Duration.ofMillis(10), Duration.ofSeconds(seconds), Duration.ofMinutes(1), 1, 20));
  }

  static EndpointOptions patient(Patience patience) {
    return new EndpointOptions(
        Optional.empty(), 4, false, Map.of(), DEADLINES, patience, Credentials.NONE);
  }

  /// Asks a server once that answers every call by the script.
  static Outcome ask(
      EndpointOptions options, Function<FakeEndpoint.Call, FakeEndpoint.Answer> script)
      throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(script)) {
      return ask(server, options);
    }
  }

  /// Asks a server once, as another method of this name.
  static Outcome ask(
      EndpointOptions options,
      CompletionRequest request,
      Function<FakeEndpoint.Call, FakeEndpoint.Answer> script)
      throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(script)) {
      return ask(server, options, request);
    }
  }

  static Outcome ask(FakeEndpoint server, EndpointOptions options) throws Exception {
    return ask(server, options, request());
  }

  private static Outcome ask(
      FakeEndpoint server, EndpointOptions options, CompletionRequest request) throws Exception {
    try (EndpointModel model =
        new EndpointModel(EndpointAddress.parse(server.modelArgument()), options)) {
      return model.complete(request);
    }
  }

  /// Asks a server once that answers every call with the same bytes.
  ///
  /// @param reply in ISO-8859-1, which is what headers are
  static Outcome told(String reply) throws Exception {
    try (SocketServer server = SocketServer.serving(SocketServer.saying(reply));
        EndpointModel model = server.model(options(Credentials.NONE))) {
      return model.complete(request());
    }
  }

  static CompletionRequest textRequest() {
    return new CompletionRequest("1", 1, new Prompt.Text("2+2 is"), SETTINGS);
  }

  static CompletionRequest request() {
    return new CompletionRequest("1", 1, CHAT, SETTINGS);
  }
}
