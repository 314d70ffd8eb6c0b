package assay.harness.serve;

import assay.engine.Engine;
import assay.harness.demo.DemoFiles;
import assay.harness.model.EngineModel;
import assay.harness.model.EngineOptions;
import assay.harness.serve.work.ServedModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// A server in this process over the demo's model, and a client of it that speaks plain HTTP.
public final class Served implements AutoCloseable {
  /// The model's name.
  public static final String MODEL = "demo";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ApiServer server;
  private final ServedModel model;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  private Served(ServeOptions options, EngineModel engine, int queue) throws IOException {
    model = new ServedModel(MODEL, engine, queue);
    server = ApiServer.start(options, List.of(model), faults::add);
  }

  /// Serves the demo's model with few sequences at once.
  public static Served demo(Path folder) throws IOException {
    return demo(folder, ServeOptions.local(0), 4, 64);
  }

  /// Serves the demo's model.
  static Served demo(Path folder, ServeOptions options, int sequences, int queue)
      throws IOException {
    return of(DemoFiles.extract(folder).model(), options, sequences, queue);
  }

  /// Serves any model.
  static Served of(Path file, ServeOptions options, int sequences, int queue) throws IOException {
    EngineOptions engine = new EngineOptions("auto", 2, OptionalInt.empty()).running(sequences);
    return new Served(options, EngineModel.open(file, engine), queue);
  }

  /// Returns the address that clients are told.
  public URI address() {
    return server.address();
  }

  ApiServer server() {
    return server;
  }

  ServedModel model() {
    return model;
  }

  Engine engine() {
    return model.model().weights().engine();
  }

  List<String> faults() {
    return faults;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address().resolve(path)).timeout(PATIENCE);
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  /// Returns the answer to a request that is expected to succeed.
  JsonNode json(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response = post(path, body);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /// Returns the error of a request that is expected to be refused with a status.
  JsonNode refusal(int status, String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response = post(path, body);
    if (response.statusCode() != status) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body()).path("error");
  }

  /// Returns the events of an answer, which has to end with `[DONE]`.
  List<JsonNode> events(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response = post(path, body);
    List<String> lines = response.body().lines().filter(line -> !line.isEmpty()).toList();
    if (response.statusCode() != 200 || !lines.getLast().equals("data: [DONE]")) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines.subList(0, lines.size() - 1)) {
      events.add(JSON.readTree(line.substring("data: ".length())));
    }
    return events;
  }

  /// Opens a connection of bytes.
  Socket connect() throws IOException {
    return new Socket(InetAddress.ofLiteral("127.0.0.1"), address().getPort());
  }

  /// Sends a request over a connection, and reads nothing.
  void send(Socket socket, String path, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, address().getPort(), bytes.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
  }

  /// Returns what a connection still tells, up to its end.
  static String rest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Returns one figure of the metrics.
  double metric(String name) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  /// Waits until something holds.
  static void until(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not hold within " + PATIENCE);
      }
      Thread.sleep(1);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
