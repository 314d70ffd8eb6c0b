package assay.results.store;

import java.io.IOException;

/// The run directory cannot be written, for example because the disk is full.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Creates the error for what could not be written.
  public StoreException(String what, IOException cause) {
    super(
        what
            + " could not be written: "
            + cause.getMessage()
            + ". Everything before it is safe; continue with --resume",
        cause);
  }
}
