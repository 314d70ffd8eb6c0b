package assay.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The real data beside the repository, which a clone need not have.
final class SharedData {
  private static final Path FOLDER = Path.of("../../shared/data");

  private SharedData() {}

  /// Returns a file of the real data, or skips the test with the reason.
  static Path file(String name) {
    Path file = FOLDER.resolve(name);
    Assumptions.assumeTrue(
        Files.exists(file), () -> "needs real data that is not beside this clone: " + file);
    return file;
  }
}
