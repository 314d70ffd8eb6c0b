package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.Main;
import assay.harness.catalog.Catalog;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Outputs of real models that MMLU-Pro publishes, as runs.
final class RecordedRuns {
  private static final Path FOLDER = Path.of("../../shared/data/mmlu_pro");

  private RecordedRuns() {}

  /// Imports a file of the shared data, or skips the test with the reason.
  static RunDirectory shared(String name, Path out) throws IOException {
    Path recorded = FOLDER.resolve(name);
    Assumptions.assumeTrue(
        Files.exists(recorded), () -> "needs real data that is not beside this clone: " + recorded);
    return imported(recorded, out);
  }

  static RunDirectory imported(Path recorded, Path out) throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    String[] line = {
      "import", "--format", "mmlu-pro-official", recorded.toString(), "--out", out.toString()
    };
    Console console = new Console(nowhere, nowhere, false, false);
    assertThat(Main.run(line, console, Catalog.standard(console))).isZero();
    return RunDirectory.open(out);
  }
}
