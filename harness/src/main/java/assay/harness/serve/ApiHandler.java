package assay.harness.serve;

import assay.harness.serve.http.HttpCall;
import assay.harness.serve.http.HttpHandler;
import assay.harness.serve.http.HttpReply;
import assay.harness.serve.metric.MetricText;
import assay.harness.serve.metric.RequestMetrics;
import assay.harness.serve.openai.ApiException;
import assay.harness.serve.openai.Completions;
import assay.harness.serve.openai.RequestFields;
import assay.harness.serve.openai.ServedModels;
import assay.harness.serve.openai.Tokenizing;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Answers the requests of a server: who may ask, what is asked, and in which words it is refused.
final class ApiHandler implements HttpHandler {
  private static final String JSON = "application/json";
  private static final String MODELS = "/v1/models";

  private final ServeOptions options;
  private final ServedModels models;
  private final RequestMetrics metrics;
  private final Consumer<String> faults;
  private final Map<String, Route> routes;
  private final CompletableFuture<Gate> gate = new CompletableFuture<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean stopping;

  /// @param page writes the metrics
  /// @param faults is told of errors of this program
  ApiHandler(
      ServeOptions options,
      ServedModels models,
      RequestMetrics metrics,
      Supplier<String> page,
      Consumer<String> faults) {
    this.options = options;
    this.models = models;
    this.metrics = metrics;
    this.faults = faults;
    Completions completions = new Completions(models, InstantSource.system());
    Tokenizing tokenizing = new Tokenizing(models);
    routes =
        Map.of(
            "/v1/completions",
            Route.post(completions::text),
            "/v1/chat/completions",
            Route.post(completions::chat),
            MODELS,
            Route.get((_, _, reply) -> send(reply, models.json())),
            "/tokenize",
            Route.post((call, _, r) -> send(r, tokenizing.tokenize(fields(call)))),
            "/detokenize",
            Route.post((call, _, r) -> send(r, tokenizing.detokenize(fields(call)))),
            "/tokenizer_info",
            Route.get((_, _, r) -> send(r, tokenizing.information(none()))),
            "/metrics",
            Route.get((_, _, reply) -> text(reply, page.get())));
  }

  /// What is done at a path.
  ///
  /// @param method that it wants
  private record Route(String method, Action action) {
    /// Answers a call.
    private interface Action {
      void answer(HttpCall call, String client, HttpReply reply) throws ApiException, IOException;
    }

    static Route get(Action action) {
      return new Route("GET", action);
    }

    static Route post(Action action) {
      return new Route("POST", action);
    }
  }

  /// Says where the server listens, which is known when it does.
  void listensAt(InetSocketAddress address) {
    gate.complete(new Gate(options, address));
  }

  /// Has further requests refused.
  void stop() {
    stopping = true;
  }

  /// Returns how many requests are being answered.
  int underWay() {
    return underWay.get();
  }

  @Override
  public byte[] refusal(int status, String why) {
    return ApiException.of(status, "http_" + status, why).body();
  }

  @Override
  public void handle(HttpCall call, HttpReply reply) throws IOException {
    long start = System.nanoTime();
    int status = 499; // the client went away, as nginx counts it
    underWay.incrementAndGet();
    try {
      status = answer(call, reply);
    } finally {
      underWay.decrementAndGet();
      metrics.answered(known(call.path()), status, (System.nanoTime() - start) * 1e-9);
    }
  }

  private int answer(HttpCall call, HttpReply reply) throws IOException {
    try {
      pass(call, reply);
      return 200;
    } catch (ApiException e) {
      refuse(reply, e);
      return e.status();
    } catch (RuntimeException | Error e) { // one request's, and no other's
      faults.accept("%s %s: %s".formatted(call.method(), call.path(), e));
      if (reply.begun()) {
        throw new IOException("the answer cannot be finished", e);
      }
      refuse(reply, ApiException.of(500, "server_error", "The server failed: " + e));
      return 500;
    }
  }

  private static void refuse(HttpReply reply, ApiException refusal) throws IOException {
    reply.send(refusal.status(), JSON, refusal.body());
  }

  private void pass(HttpCall call, HttpReply reply) throws ApiException, IOException {
    Gate open = gate.join();
    open.requireOwn(call.headers());
    Optional<String> origin = call.headers().first("Origin");
    origin.ifPresent(page -> allow(page, call, reply));
    if (origin.isPresent() && call.method().equals("OPTIONS")) {
      reply.send(204, JSON, new byte[0]);
      return;
    }
    if (call.path().equals("/health")) {
      health(reply);
      return;
    }
    open.requireKey(call.headers());
    if (stopping) {
      reply.header("Retry-After", "5");
      throw ApiException.of(503, "server_stopping", "The server is stopping; ask again later.");
    }
    route(call, reply);
  }

  private static void allow(String origin, HttpCall call, HttpReply reply) {
    reply
        .header("Access-Control-Allow-Origin", origin)
        .header("Access-Control-Allow-Methods", "GET, POST")
        .header("Vary", "Origin");
    call.headers()
        .first("Access-Control-Request-Headers")
        .ifPresent(asked -> reply.header("Access-Control-Allow-Headers", asked));
  }

  private void route(HttpCall call, HttpReply reply) throws ApiException, IOException {
    String path = call.path();
    Route route = routes.get(path);
    boolean one = path.startsWith(MODELS + "/");
    if (route == null && !one) {
      throw ApiException.of(
          404, "unknown_url", "Nothing is at %s; %s is served.".formatted(path, served()));
    }
    String wanted = one ? "GET" : route.method();
    boolean head = wanted.equals("GET") && call.method().equals("HEAD");
    if (!call.method().equals(wanted) && !head) {
      reply.header("Allow", wanted);
      throw ApiException.of(405, "method_not_allowed", "%s wants %s.".formatted(path, wanted));
    }
    if (one) {
      send(reply, models.json(models.named(path.substring(MODELS.length() + 1))));
    } else {
      route.action().answer(call, client(call), reply);
    }
  }

  private String served() {
    return String.join(", ", routes.keySet().stream().sorted().toList());
  }

  /// Returns who asks, as far as it can be told: address, program, and what is shown as a key,
  /// whether it is wanted or not.
  private static String client(HttpCall call) {
    return "%s %s %08x "
        .formatted(
            call.peer().getHostAddress(),
            call.headers().first("User-Agent").orElse(""),
            call.headers().first("Authorization").orElse("").hashCode());
  }

  private void health(HttpReply reply) throws IOException {
    ObjectNode status =
        JsonNodeFactory.instance.objectNode().put("status", stopping ? "stopping" : "ok");
    reply.send(stopping ? 503 : 200, JSON, bytes(status));
  }

  private static RequestFields fields(HttpCall call) throws ApiException {
    return RequestFields.read(call.takeBody());
  }

  private static RequestFields none() {
    return new RequestFields(JsonNodeFactory.instance.objectNode(), "");
  }

  private static void send(HttpReply reply, ObjectNode body) throws IOException {
    reply.send(200, JSON, bytes(body));
  }

  private static void text(HttpReply reply, String text) throws IOException {
    reply.send(200, MetricText.TYPE, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(ObjectNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String known(String path) {
    boolean known = routes.containsKey(path) || path.equals("/health");
    return known ? path : path.startsWith(MODELS) ? MODELS : "other";
  }
}
