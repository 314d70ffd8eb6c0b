package assay.results.speed;

import java.nio.file.Path;

/// A file that is no measured speed.
public final class MalformedSpeedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedSpeedException(Path file, String problem) {
    super("%s: %s. Write it again with assay bench --json".formatted(file, problem));
  }
}
