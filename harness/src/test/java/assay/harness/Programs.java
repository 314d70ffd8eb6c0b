package assay.harness;

import assay.harness.endpoint.FakeEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts the program in a process of its own.
final class Programs {
  private Programs() {}

  /// Starts a command line; what it prints goes to a file.
  static Process start(Path log, List<String> arguments) throws IOException {
    return startCommand(log, command("assay.harness.Main", arguments));
  }

  /// Starts any command; what it prints goes to a file.
  static Process startCommand(Path log, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /// Returns the command that runs a class of these sources or tests.
  static List<String> command(String mainClass, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
    command.addAll(arguments);
    return command;
  }

  /// Starts a run of questions in MMLU-Pro's form against a server, four calls at once.
  static Process startRun(Path log, FakeEndpoint server, Path data, Path out, String... more)
      throws IOException {
    return start(log, runLine(server.modelArgument(), data, out, more));
  }

  /// Returns the arguments of a run of questions in MMLU-Pro's form, four calls at once.
  static List<String> runLine(String model, Path data, Path out, String... more) {
    List<String> line =
        new ArrayList<>(List.of(Suites.line(data, model, out, "--concurrency", "4")));
    line.addAll(List.of(more));
    return line;
  }
}
