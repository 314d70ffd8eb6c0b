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
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "assay.harness.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /// Starts a run of questions in MMLU-Pro's form against a server, four calls at once.
  static Process startRun(Path log, FakeEndpoint server, Path data, Path out, String... more)
      throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "run",
                "--suite",
                "mmlu-pro",
                "--protocol",
                "mmlu-pro/official-local-0shot",
                "--data",
                data.toString(),
                "--model",
                server.modelArgument(),
                "--concurrency",
                "4",
                "--out",
                out.toString()));
    line.addAll(List.of(more));
    return start(log, line);
  }
}
