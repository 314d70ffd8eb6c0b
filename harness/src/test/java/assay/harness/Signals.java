package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Sends signals to processes, as a terminal and a scheduler do.
final class Signals {
  private static final int INT = 2;

  private Signals() {}

  /// Sends a signal.
  ///
  /// @param name such as `INT`; a test whose process ignores that one, because the shell that
  ///   started the tests had them in the background, is skipped
  static void send(String name, Process process) throws IOException, InterruptedException {
    if (name.equals("INT") && ignoresInterrupts(process)) {
      process.destroyForcibly().waitFor();
      Assumptions.abort("SIGINT is ignored here: start the tests in the foreground");
    }
    String number = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, number).start().waitFor()).isZero();
  }

  private static boolean ignoresInterrupts(Process process) throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
            .anyMatch(signals -> (signals >> (INT - 1) & 1) == 1);
  }
}
