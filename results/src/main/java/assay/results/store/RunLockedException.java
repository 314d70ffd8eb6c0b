package assay.results.store;

import java.nio.file.Path;

/// Another process, or another writer of this one, is writing the run.
public final class RunLockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Creates the error for the run's folder.
  public RunLockedException(Path run) {
    super(
        run
            + ": another writer holds this run."
            + " Wait until it ends, or give this run a folder of its own with --out");
  }
}
