package assay.engine.template;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// The templates and their expected texts that lie beside the repository, not in it.
final class SharedData {
  private static final Path TEMPLATES = Path.of("../../shared/data/templates");

  private SharedData() {}

  static Path templates() {
    Assumptions.assumeTrue(
        Files.isDirectory(TEMPLATES),
        () -> "skipped: published templates are not at " + TEMPLATES.toAbsolutePath().normalize());
    return TEMPLATES;
  }

  static <T> T read(Path file, Class<T> type) throws IOException {
    return new ObjectMapper().readValue(file.toFile(), type);
  }
}
