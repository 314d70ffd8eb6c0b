package assay.harness.divergence;

import java.nio.file.Path;

/// A file that should hold logits and does not, or not those that are wanted.
public final class MalformedLogitsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedLogitsException(Path file, String problem) {
    super("%s: %s. Delete it and have it written again".formatted(file, problem));
  }
}
