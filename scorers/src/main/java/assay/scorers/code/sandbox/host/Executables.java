package assay.scorers.code.sandbox.host;

import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.protocol.Alarm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The machine's own commands: where they are and what they print.
public final class Executables {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Executables() {}

  /// Returns the first executable file of that name on the path.
  public static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /// Returns the interpreter that is wanted, else `python3` on the path.
  public static Path python(Optional<Path> wanted) throws BackendRefused {
    return wanted
        .or(() -> find("python3"))
        .orElseThrow(
            () ->
                new BackendRefused(
                    "no python3 on the path", "install it: apt-get install python3"));
  }

  /// Returns what a short command of the machine prints.
  ///
  /// @throws IOException when it does not start, fails, or takes longer than 20 seconds
  public static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (Alarm _ = Alarm.in(PATIENCE, process::destroyForcibly);
        InputStream in = process.getInputStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(
            "%s ended with status %d: %s".formatted(command.getFirst(), status, text.strip()));
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command.getFirst(), e);
    }
  }
}
