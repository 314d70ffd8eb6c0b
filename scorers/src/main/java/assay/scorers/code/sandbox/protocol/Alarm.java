package assay.scorers.code.sandbox.protocol;

import java.time.Duration;

/// Does something after a while unless it is closed before.
///
/// Reading from a worker cannot be interrupted; ending the worker ends the read.
public final class Alarm implements AutoCloseable {
  private final Thread thread;

  private Alarm(Thread thread) {
    this.thread = thread;
  }

  public static Alarm in(Duration delay, Runnable action) {
    return new Alarm(Thread.ofVirtual().start(() -> ring(delay, action)));
  }

  private static void ring(Duration delay, Runnable action) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException closed) {
      return;
    }
    action.run();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
