package assay.harness.serve.http;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all bodies together may take.
final class BodyBudget {
  private final AtomicLong left;

  BodyBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /// Takes some, and returns whether there was so much.
  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
