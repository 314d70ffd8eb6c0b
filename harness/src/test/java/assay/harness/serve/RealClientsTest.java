package assay.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that others wrote, in the virtual environments of `tools/serve/venv.sh`.
@Timeout(600)
final class RealClientsTest {
  private static final Path SCRIPTS = Path.of("../tools/serve");
  private static final Path CLIENTS =
      Path.of(
          System.getenv()
              .getOrDefault(
                  "ASSAY_SERVE_CLIENTS",
                  System.getProperty("user.home") + "/.cache/assay/serve-clients"));

  @TempDir private Path folder;

  @Test
  void openAisOwnPackageFindsWhatItExpects() throws Exception {
    assertHolds("openai", "check_openai.py", 17);
  }

  @Test
  void evaluationHarnessesFindWhatTheyExpect() throws Exception {
    assertHolds("harness", "check_harness.py", 3);
  }

  private void assertHolds(String clients, String script, int expected) throws Exception {
    Path python = CLIENTS.resolve(clients).resolve("bin/python");
    Assumptions.assumeTrue(
        Files.isExecutable(python) && current(clients),
        () -> "skipped: no clients at %s; tools/serve/venv.sh %s".formatted(python, clients));
    try (Served served = Served.demo(folder)) {
      Path said = folder.resolve("said");
      Process client =
          new ProcessBuilder(
                  List.of(
                      python.toString(),
                      SCRIPTS.resolve(script).toString(),
                      served.address().toString(),
                      Served.MODEL))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(client.waitFor(500, TimeUnit.SECONDS)).isTrue();
      String text = Files.readString(said, StandardCharsets.UTF_8);
      assertThat(client.exitValue()).as(text).isZero();
      assertThat(text.lines().filter(line -> line.startsWith("ok ")).count())
          .as(text)
          .isEqualTo(expected);
      assertThat(served.faults()).isEmpty();
    }
  }

  /// Returns whether the environment has the versions that are wanted now.
  private static boolean current(String clients) throws IOException {
    Path versions = CLIENTS.resolve(clients).resolve("versions.txt");
    return Files.exists(versions)
        && Files.mismatch(versions, SCRIPTS.resolve(clients + ".txt")) < 0;
  }
}
