package assay.harness.serve.work;

import java.time.Duration;

/// A client that has as much waiting as it may.
public final class QueueFullException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  QueueFullException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /// Returns when there will probably be room.
  public Duration retryAfter() {
    return retryAfter;
  }
}
