package assay.reports.gate;

import java.nio.file.Path;

/// A baseline file that cannot be used as it is.
public final class MalformedBaselineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedBaselineException(Path file, int line, String problem) {
    super(
        "%s:%d: %s. Write the baseline again with --write-baseline".formatted(file, line, problem));
  }
}
