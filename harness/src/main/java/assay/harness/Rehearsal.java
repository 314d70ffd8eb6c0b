package assay.harness;

import assay.harness.demo.Zoo;
import assay.harness.run.Console;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Goes through the usual commands once, on the demo's data and a server of its own, so that Java
/// can record which classes they need (JEP 514): the launcher starts every command from that.
public final class Rehearsal {
  private static final String SCORER = "choice/official";
  private static final byte[] REPLY =
      """
      {"id": "1", "model": "rehearsal",
       "choices": [{"index": 0, "finish_reason": "stop", "text": "The answer is (A).",
                    "message": {"role": "assistant", "content": "The answer is (A)."}}],
       "usage": {"prompt_tokens": 9, "completion_tokens": 6}}
      """
          .getBytes(StandardCharsets.UTF_8);

  private Rehearsal() {}

  /// Rehearses in a temporary folder, and says nothing unless something fails.
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("assay-rehearsal");
    try {
      in(folder);
    } finally {
      delete(folder);
    }
    // The client's threads would keep the program alive for a while.
    System.exit(0);
  }

  /// Rehearses in a folder, which keeps the runs `asked` and `recorded`. A report is not rehearsed:
  /// the classes that draw its pictures would then be in memory for all commands.
  ///
  /// @throws IllegalStateException if a command failed
  public static void in(Path folder) throws IOException {
    Zoo.Suite suite = Zoo.extract(folder.resolve("data"), List.of()).suites().getFirst();
    String recording = suite.recording().toString();
    command("--help");
    HttpServer server = server();
    try {
      String model = "http://127.0.0.1:%d/v1#rehearsal".formatted(server.getAddress().getPort());
      run(suite, model, folder.resolve("asked"));
    } finally {
      server.stop(0);
    }
    run(suite, "recorded:" + recording, folder.resolve("recorded"));
    command(
        "score",
        "--suite",
        suite.name(),
        "--data",
        suite.data().toString(),
        "--recorded",
        recording,
        "--scorer",
        SCORER);
  }

  private static void run(Zoo.Suite suite, String model, Path out) {
    command(
        "run",
        "--suite",
        suite.name(),
        "--protocol",
        suite.protocol(),
        "--data",
        suite.data().toString(),
        "--model",
        model,
        "--out",
        out.toString());
  }

  private static void command(String... words) {
    PrintStream nothing =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    int status = Main.run(words, new Console(nothing, nothing, false, false));
    if (status != 0) {
      throw new IllegalStateException(
          "assay %s ended with status %d".formatted(String.join(" ", words), status));
    }
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Rehearsal::answer);
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, REPLY.length);
      exchange.getResponseBody().write(REPLY);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> below = Files.walk(folder)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
