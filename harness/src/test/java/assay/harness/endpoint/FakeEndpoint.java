package assay.harness.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;

/// A real HTTP server on loopback that answers as an OpenAI-compatible endpoint would, or does not.
public final class FakeEndpoint implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /// One call that was received.
  public record Call(
      String path, String authorization, Map<String, String> headers, JsonNode body) {
    /// Returns the text of the prompt, or of the last message.
    public String question() {
      return body.has("prompt")
          ? body.path("prompt").asText()
          : body.path("messages").get(body.path("messages").size() - 1).path("content").asText();
    }
  }

  /// How the server answers one call.
  public sealed interface Answer {}

  /// A whole reply.
  public record Reply(int status, Map<String, String> headers, String body) implements Answer {}

  /// A reply of which only the first half is sent before the connection is closed.
  public record CutOff(String body) implements Answer {}

  /// A reply whose headers come at once and whose body only after the delay.
  public record Slow(long millis, String body) implements Answer {}

  /// Bytes that are sent piece by piece, each after a pause, with a status and headers.
  public record Pieces(int status, Map<String, String> headers, List<byte[]> pieces, long millis)
      implements Answer {}

  /// Returns a stream of events, each after a pause.
  public static Pieces events(long millis, String... events) {
    return new Pieces(
        200,
        Map.of("Content-Type", "text/event-stream"),
        Stream.of(events)
            .map(event -> ("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8))
            .toList(),
        millis);
  }

  /// Starts the server; each call is answered by the function.
  public static FakeEndpoint start(Function<Call, Answer> script) throws IOException {
    return start(0, script);
  }

  /// Starts the server on a port; 0 for any that is free.
  public static FakeEndpoint start(int port, Function<Call, Answer> script) throws IOException {
    return new FakeEndpoint(port, "{\"id\":\"tiny\",\"root\":\"org/tiny\"}", script);
  }

  /// Starts a server that lists its model with a context window, as vLLM does.
  ///
  /// @param positions of prompt and answer together
  public static FakeEndpoint withContext(int positions, Function<Call, Answer> script)
      throws IOException {
    return new FakeEndpoint(
        0, "{\"id\":\"tiny\",\"max_model_len\":%d}".formatted(positions), script);
  }

  private FakeEndpoint(int port, String model, Function<Call, Answer> script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    server.setExecutor(threads);
    Answer models = new Reply(200, Map.of(), "{\"data\":[%s]}".formatted(model));
    server.createContext("/v1/models", exchange -> send(exchange, models));
    server.createContext(
        "/v1/",
        exchange -> {
          Call call =
              new Call(
                  exchange.getRequestURI().getPath(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                  headers(exchange),
                  JSON.readTree(exchange.getRequestBody()));
          calls.add(call);
          send(exchange, script.apply(call));
        });
    server.start();
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    return headers;
  }

  /// Returns what `--model` takes to reach this server.
  public String modelArgument() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1#tiny";
  }

  /// Returns the calls received so far.
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Returns a whole reply with the text.
  public static Reply text(Call call, String text) {
    return new Reply(200, Map.of(), body(call, text, "stop", "tiny"));
  }

  /// Returns the JSON of a reply.
  public static String body(Call call, String text, String finish, String model) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("model", model);
    ObjectNode choice = root.putArray("choices").addObject().put("finish_reason", finish);
    if (call.path().endsWith("chat/completions")) {
      choice.putObject("message").put("role", "assistant").put("content", text);
    } else {
      choice.put("text", text);
    }
    root.put("id", "call-1")
        .putObject("usage")
        .put("prompt_tokens", 11)
        .put(
            "completion_tokens",
            finish.equals("length") ? call.body().path("max_tokens").asInt(7) : 7);
    return root.toString();
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      switch (answer) {
        case Reply reply -> {
          reply.headers().forEach(exchange.getResponseHeaders()::set);
          byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        }
        case CutOff cut -> {
          byte[] bytes = cut.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
          exchange.getResponseBody().flush();
        }
        case Slow slow -> {
          byte[] bytes = slow.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().flush();
          pause(slow.millis());
          exchange.getResponseBody().write(bytes);
        }
        case Pieces pieces -> {
          pieces.headers().forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(pieces.status(), 0);
          for (byte[] piece : pieces.pieces()) {
            pause(pieces.millis());
            exchange.getResponseBody().write(piece);
            exchange.getResponseBody().flush();
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
