package assay.engine.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// A fixed set of platform threads that do the parts of one piece of work together. Which thread
/// does which part is fixed, so that results cannot depend on timing.
///
/// [#run] may be called by one thread at a time. Waiting threads spin for some ten microseconds,
/// the usual distance between two pieces of work, and then sleep, so that an idle pool costs
/// nothing.
public final class WorkerPool implements AutoCloseable {
  private static final int SPINS = 2_000;

  private final List<Worker> workers = new ArrayList<>();
  private final AtomicInteger round = new AtomicInteger();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean closed;
  private Work work = _ -> {};
  private volatile Thread caller = Thread.currentThread();

  /// Work in parts that may run at the same time.
  @FunctionalInterface
  public interface Work {
    /// Does one part.
    void run(Share share);
  }

  /// Starts a pool.
  ///
  /// @param threads number of parts; the calling thread does the first, so that `threads - 1` are
  ///   started
  /// @throws IllegalArgumentException if `threads` is below 1
  public WorkerPool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a pool needs at least 1 thread, not " + threads);
    }
    for (int part = 1; part < threads; part++) {
      workers.add(new Worker(new Share(part, threads)));
    }
    workers.forEach(worker -> worker.thread.start());
  }

  /// Returns the number of parts that work is divided into.
  public int parts() {
    return workers.size() + 1;
  }

  /// Does all parts of the work and returns when the last is done.
  ///
  /// @throws RuntimeException what a part has thrown; which one is open if several have
  public void run(Work newWork) {
    if (closed) {
      throw new IllegalStateException("the worker pool is closed");
    }
    work = newWork;
    caller = Thread.currentThread();
    failure.set(null); // the caller's own failure may have ended the round before
    unfinished.set(workers.size());
    startRound();
    try {
      newWork.run(new Share(0, parts()));
    } finally {
      awaitWorkers();
    }
    switch (failure.getAndSet(null)) {
      case null -> {}
      case Error error -> throw error;
      case Throwable thrown -> throw (RuntimeException) thrown;
    }
  }

  private void startRound() {
    round.incrementAndGet();
    for (Worker worker : workers) {
      if (worker.asleep) {
        LockSupport.unpark(worker.thread);
      }
    }
  }

  private void awaitWorkers() {
    int spins = 0;
    while (unfinished.get() > 0) {
      if (spins++ < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
  }

  /// Stops the threads and waits until they have ended.
  @Override
  public void close() {
    closed = true;
    startRound();
    workers.forEach(Worker::awaitEnd);
  }

  private final class Worker implements Runnable {
    private final Share share;
    private final Thread thread;
    private volatile boolean asleep;

    Worker(Share share) {
      this.share = share;
      String name = "assay-worker-" + share.index();
      thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
    }

    @Override
    public void run() {
      int done = 0;
      awaitRoundAfter(done);
      while (!closed) {
        done++;
        doPart();
        awaitRoundAfter(done);
      }
    }

    private void doPart() {
      try {
        work.run(share);
      } catch (RuntimeException | Error e) { // handed to the caller, which throws it
        failure.compareAndSet(null, e);
      } finally {
        if (unfinished.decrementAndGet() == 0) {
          LockSupport.unpark(caller);
        }
      }
    }

    private void awaitRoundAfter(int done) {
      for (int spins = 0; round.get() == done && spins < SPINS; spins++) {
        Thread.onSpinWait();
      }
      // The flag is set before the round is looked at again, and startRound looks at the flag after
      // it has changed the round: one of the two sees the other.
      asleep = true;
      while (round.get() == done) {
        LockSupport.park(WorkerPool.this);
      }
      asleep = false;
    }

    private void awaitEnd() {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
