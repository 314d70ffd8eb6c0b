package assay.results.divergence;

import java.nio.file.Path;

/// A file that is no measured divergence.
public final class MalformedDivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedDivergenceException(Path file, String problem) {
    super("%s: %s. Write it again with assay engine divergence --json".formatted(file, problem));
  }
}
