package assay.harness.serve.http;

import java.util.ArrayList;
import java.util.List;

/// Tells those who work for a client that it went away. Any thread may call.
public final class Departure {
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean gone;

  Departure() {}

  /// Has something done when the client is gone, or now if it is already.
  public void onGone(Runnable action) {
    boolean now;
    synchronized (this) {
      now = gone;
      if (!now) {
        listeners.add(action);
      }
    }
    if (now) {
      action.run();
    }
  }

  /// Returns whether the client is gone.
  public synchronized boolean gone() {
    return gone;
  }

  void happened() {
    List<Runnable> told;
    synchronized (this) {
      gone = true;
      told = List.copyOf(listeners);
      listeners.clear();
    }
    told.forEach(Runnable::run);
  }
}
