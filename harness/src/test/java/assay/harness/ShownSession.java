package assay.harness;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.run.Console;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A program that types the commands of pages, each page in a fresh folder of stand-ins: its
/// working directory, which a command's paths are relative to and which a test cannot change within
/// itself.
///
/// It reads the commands as JSON, an array of `page` and `typed`, and adds `status` and `output`,
/// which is what a terminal would show.
final class ShownSession {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> SERVERS =
      List.of("http://localhost:8000", "https://api.example.com");

  private final Path folder = Path.of("").toAbsolutePath();
  private final String server;
  private int status;

  private ShownSession(String server) {
    this.server = server;
  }

  /// Runs with three arguments: the repository, the commands, and where the answer goes.
  public static void main(String[] args) throws IOException {
    ArrayNode commands = (ArrayNode) JSON.readTree(Path.of(args[1]).toFile());
    try (FakeEndpoint endpoint =
        FakeEndpoint.start(call -> FakeEndpoint.text(call, "The answer is (A)."))) {
      ShownSession session = new ShownSession(endpoint.modelArgument().replaceFirst("/v1.*", ""));
      String page = "";
      for (JsonNode command : commands) {
        if (!command.path("page").asText().equals(page)) {
          page = command.path("page").asText();
          session.clear();
          StandIns.write(Path.of(args[0]), session.folder);
        }
        String output = session.type(ShellLine.of(command.path("typed").asText()));
        ((ObjectNode) command).put("status", session.status).put("output", output);
      }
    }
    JSON.writeValue(Path.of(args[2]).toFile(), commands);
    System.exit(0);
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
  }

  private String type(ShellLine line) throws IOException {
    if (!line.isAssay()) {
      return switch (line.words().getFirst()) {
        case "cat" -> {
          status = 0;
          yield Files.readString(folder.resolve(line.words().get(1)));
        }
        case "echo" -> status + "\n";
        default -> throw new IllegalStateException("nothing here types " + line);
      };
    }
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(screen, true, StandardCharsets.UTF_8);
    PrintStream out =
        line.target().isEmpty() ? terminal : new PrintStream(file, true, StandardCharsets.UTF_8);
    status = Main.run(arguments(line), new Console(out, terminal, false, false));
    if (line.target().isPresent()) {
      Files.write(folder.resolve(line.target().get()), file.toByteArray());
    }
    return screen.toString(StandardCharsets.UTF_8).replace(server, SERVERS.getFirst());
  }

  private String[] arguments(ShellLine line) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String argument : line.arguments()) {
      String reached = argument;
      for (String shown : SERVERS) {
        reached = reached.replace(shown, server);
      }
      if (reached.contains("*")) {
        arguments.addAll(files(reached));
      } else {
        arguments.add(reached);
      }
    }
    if (arguments.contains("run") && !arguments.contains("--data")) {
      arguments.addAll(published(arguments));
    }
    return arguments.toArray(String[]::new);
  }

  /// The published data of a suite would be downloaded.
  private static List<String> published(List<String> arguments) {
    return arguments.contains("mmlu-pro") ? List.of("--data", "test.parquet") : List.of();
  }

  /// Returns what a shell puts in the place of a pattern with asterisks.
  private List<String> files(String pattern) throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(folder::relativize)
          .filter(matcher::matches)
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }
}
