package assay.engine;

import assay.engine.schedule.Sequence;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/// A request that an engine works at.
public final class Ticket {
  private final CompletableFuture<Integer> reused = new CompletableFuture<>();
  private volatile Optional<Sequence> sequence = Optional.empty();

  private final UnaryOperator<Throwable> explanation;

  /// @param explanation makes of what ended the request what is thrown for it
  Ticket(UnaryOperator<Throwable> explanation) {
    this.explanation = explanation;
  }

  /// Waits for the end of the request.
  ///
  /// @return how many of its tokens did not have to be computed
  /// @throws RuntimeException what ended the request, such as [CancellationException]; a
  ///   [assay.engine.format.MalformedModelException] where logits are no numbers because weights
  ///   are none
  public int await() {
    try {
      return reused.join();
    } catch (CompletionException e) {
      throw unchecked(e.getCause());
    }
  }

  /// Waits as [#await] does; if the thread is interrupted meanwhile, the request is given up.
  ///
  /// @return how many of its tokens did not have to be computed
  /// @throws RuntimeException what ended the request
  public int awaitUnlessInterrupted() throws InterruptedException {
    try {
      return reused.get();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } catch (InterruptedException e) {
      cancel();
      throw e;
    }
  }

  /// A request ends with what is unchecked alone.
  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  /// Gives the request up; its memory is free at the next step.
  public void cancel() {
    sequence.ifPresent(Sequence::cancel);
  }

  /// Has the ticket cancel this sequence, with all that branches off it.
  void of(Sequence computed) {
    sequence = Optional.of(computed);
  }

  void finish(int reusedTokens) {
    reused.complete(reusedTokens);
  }

  void fail(Throwable cause) {
    reused.completeExceptionally(explanation.apply(cause));
    cancel();
  }
}
