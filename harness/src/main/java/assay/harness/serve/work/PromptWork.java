package assay.harness.serve.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The prompts of one request, each waiting for its turn and then computed.
///
/// One thread takes what has come of them; any thread may cancel. The engine never waits for who
/// reads: what is not taken is kept, which is at most the tokens asked for.
public final class PromptWork {
  private final BlockingQueue<Progress> progress = new LinkedBlockingQueue<>();
  private final List<Runnable> cancellations = new ArrayList<>();
  private boolean cancelled;

  PromptWork() {}

  /// Waits for the next piece of progress.
  public Progress next() throws InterruptedException {
    return progress.take();
  }

  void put(Progress piece) {
    progress.add(piece);
  }

  /// Has something done when this is cancelled, or now if it is already.
  void onCancel(Runnable action) {
    boolean now;
    synchronized (this) {
      now = cancelled;
      cancellations.add(action);
    }
    if (now) {
      action.run();
    }
  }

  /// Gives all up: what waits never begins, and what is computed frees its memory at the engine's
  /// next step.
  public void cancel() {
    List<Runnable> actions;
    synchronized (this) {
      cancelled = true;
      actions = List.copyOf(cancellations);
    }
    actions.forEach(Runnable::run);
  }
}
