package assay.engine;

import java.nio.file.Path;

/// A model file that has become shorter while the model was in use.
public final class ModelFileLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param expected size in bytes, when the model was opened
  /// @param found size in bytes
  ModelFileLostException(Path path, long expected, long found, Throwable cause) {
    super(
        "%s: the file has become shorter while it was in use\n  expected %d bytes, found %d. %s"
            .formatted(
                path,
                expected,
                found,
                "Leave model files alone while they are open, and fetch this one again"),
        cause);
  }
}
