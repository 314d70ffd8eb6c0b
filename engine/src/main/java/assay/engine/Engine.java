package assay.engine;

import assay.engine.cache.CacheFullException;
import assay.engine.cache.PageCache;
import assay.engine.cache.PageFormat;
import assay.engine.config.ModelConfig;
import assay.engine.schedule.Forecast;
import assay.engine.schedule.Scheduler;
import assay.engine.schedule.Sequence;
import assay.engine.schedule.StepRunner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Computes many requests at once: their tokens share the steps of one transformer, and what their
/// sequences begin with is computed once.
///
/// Any thread may submit. The logits of a request, and so its tokens, are the same bits whatever is
/// computed beside it.
public final class Engine implements AutoCloseable {
  private final ModelConfig config;
  private final StepRunner runner;
  private final PageCache cache;
  private final Scheduler scheduler;
  private final FileCheck files;
  private final WeightCheck weights;
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile Throwable end = new IllegalStateException("the engine is closed");

  /// Takes over the runner and the cache.
  ///
  /// @param places the most sequences computed at once
  Engine(
      ModelConfig config,
      StepRunner runner,
      PageCache cache,
      int places,
      FileCheck files,
      WeightCheck weights) {
    this.config = config;
    this.runner = runner;
    this.cache = cache;
    this.files = files;
    this.weights = weights;
    scheduler = new Scheduler(runner, cache, places);
    thread = Thread.ofPlatform().daemon().name("assay-engine").start(this::serve);
  }

  /// Begins to work at a request.
  ///
  /// @throws IllegalArgumentException if a token is no token of the model
  /// @throws ContextOverflowException if the sequence does not fit the context, to continue with
  ///   room for a token behind it
  /// @throws CacheFullException if the cache's memory does not hold the tokens
  public Ticket submit(Request request, Listener listener) {
    requireTokens(request.tokens());
    requireRoom(request.tokens().length);
    Ticket ticket = new Ticket(weights::explain);
    Sequence sequence = sequence(request, listener, ticket);
    ticket.of(sequence);
    inbox.add(() -> scheduler.add(sequence));
    if (closed) {
      ticket.fail(end);
    }
    return ticket;
  }

  private Sequence sequence(Request request, Listener listener, Ticket ticket) {
    int[] tokens = request.tokens();
    return switch (request) {
      case Request.Continue prompt -> {
        requireFit(tokens.length, config.contextLength() - 1);
        yield new Generator(prompt, listener, ticket, config).sequence(scheduler);
      }
      case Request.Score score -> {
        requireFit(tokens.length, config.contextLength());
        RowReader reader = new RowReader(listener, ticket);
        yield scheduler.sequence(tokens, score.firstRow(), reader);
      }
    };
  }

  private void requireTokens(int[] tokens) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] < 0 || tokens[i] >= config.vocabSize()) {
        throw new IllegalArgumentException(
            "token %d at index %d is not in the vocabulary of %d"
                .formatted(tokens[i], i, config.vocabSize()));
      }
    }
  }

  private void requireRoom(int length) {
    long positions = (long) cache.capacity() * PageFormat.POSITIONS;
    boolean noState = cache.format().hasStates() && cache.stateCapacity() == 0;
    if (length > positions || noState) {
      throw new CacheFullException(length, positions);
    }
  }

  private static void requireFit(int length, int limit) {
    if (length > limit) {
      throw new ContextOverflowException(length, limit);
    }
  }

  private void serve() {
    try {
      while (!closed) {
        if (scheduler.idle()) {
          inbox.take().run();
        }
        takeRequests();
        scheduler.step();
      }
    } catch (InterruptedException _) {
      // Only close interrupts.
    } catch (RuntimeException | Error e) {
      end = files.explain(e);
    } finally {
      closed = true;
      try {
        takeRequests();
      } finally {
        scheduler.failAll(end);
      }
    }
  }

  private void takeRequests() {
    for (Runnable request = inbox.poll(); request != null; request = inbox.poll()) {
      request.run();
    }
  }

  /// Keeps what the forecast awaits in the cache, longer than the rest; it replaces the one before.
  public void expect(Forecast forecast) {
    inbox.add(() -> scheduler.expect(forecast));
  }

  int vocabSize() {
    return config.vocabSize();
  }

  /// Returns how often each expert of each layer was picked in all steps.
  long[][] picks() {
    return runner.picks();
  }

  /// Returns what was computed so far.
  public Work work() {
    return new Work(runner.steps(), runner.tokens());
  }

  /// Returns what is under way, as of the step that is computed or was the last.
  public Occupancy occupancy() {
    return new Occupancy(
        scheduler.running(),
        scheduler.waiting() + inbox.size(),
        scheduler.pagesInUse(),
        cache.capacity());
  }

  /// What is under way.
  ///
  /// @param running sequences that are computed
  /// @param waiting sequences that are not begun, or gave their pages up
  /// @param pagesInUse pages of the KV cache that sequences under way hold; others keep what may
  ///   come again, and are given up for them
  /// @param pages the most that there may be
  public record Occupancy(int running, int waiting, int pagesInUse, int pages) {
    /// Positions that a page holds.
    public static final int POSITIONS = PageFormat.POSITIONS;
  }

  /// What was computed.
  ///
  /// @param steps through all layers
  /// @param tokens that passed them, each as often as it was computed
  public record Work(long steps, long tokens) {}

  /// Gives all requests up, stops the threads and frees the memory.
  @Override
  public void close() {
    closed = true;
    scheduler.stop();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    runner.close();
    cache.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
