package assay.engine.execute;

import assay.engine.execute.Worker.AbandonedWorkException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// A fixed set of platform threads that run a piece of work together: each runs all of it, does its
/// part of every step, and meets the others at barriers in between.
///
/// [#run] may be called by one thread at a time. A thread that waits spins for a few microseconds,
/// the usual distance, then lets other threads of the machine run, and sleeps if it still waits: on
/// a busy machine the thread that is waited for needs the processor more.
public final class Team implements AutoCloseable {
  private static final int SPINS = 200;
  // Few: on a busy machine each may give a whole slice away.
  private static final int YIELDS = 10;
  private static final long NAP_NANOS = 50_000;

  private final List<Worker> workers = new ArrayList<>();
  private final List<Member> members = new ArrayList<>(); // all workers but the first
  private final AtomicInteger round = new AtomicInteger();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicInteger meetings = new AtomicInteger();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger claims = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean closed;
  private Work work = _ -> {};

  /// Work that all workers run at the same time.
  @FunctionalInterface
  public interface Work {
    /// Does one worker's part.
    void run(Worker worker);
  }

  /// Starts a team.
  ///
  /// @param threads number of workers; the calling thread is the first, so that `threads - 1` are
  ///   started
  /// @throws IllegalArgumentException if `threads` is below 1
  public Team(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a team needs at least 1 thread, not " + threads);
    }
    for (int index = 0; index < threads; index++) {
      workers.add(new Worker(this, new Share(index, threads)));
    }
    workers.stream().skip(1).forEach(worker -> members.add(new Member(worker)));
    members.forEach(member -> member.thread.start());
  }

  /// Returns the workers in the order of their numbers.
  public List<Worker> workers() {
    return List.copyOf(workers);
  }

  /// Has all workers run the work and returns when the last is done.
  ///
  /// @throws RuntimeException what the first worker to fail has thrown
  public void run(Work newWork) {
    if (closed) {
      throw new IllegalStateException("the team is closed");
    }
    work = newWork;
    claims.set(0);
    arrived.set(0);
    failure.set(null);
    unfinished.set(members.size());
    startRound();
    work(workers.getFirst());
    for (int waits = 0; unfinished.get() > 0; waits++) {
      await(waits);
    }
    switch (failure.get()) {
      case null -> {}
      case Error error -> throw error;
      case Throwable thrown -> throw (RuntimeException) thrown;
    }
  }

  private void work(Worker worker) {
    try {
      work.run(worker);
    } catch (AbandonedWorkException _) {
      // The failure is another worker's and already kept.
    } catch (RuntimeException | Error e) { // handed to the caller, which throws it
      failure.compareAndSet(null, e);
    }
  }

  int claim() {
    return claims.getAndIncrement();
  }

  void meet() {
    int seen = meetings.get();
    if (arrived.incrementAndGet() == workers.size()) {
      arrived.set(0);
      claims.set(0);
      meetings.set(seen + 1);
    }
    for (int waits = 0; meetings.get() == seen && failure.get() == null; waits++) {
      await(waits);
    }
    if (failure.get() != null) {
      throw new AbandonedWorkException();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // a hint that costs nothing where it is not taken
  private static void await(int waits) {
    if (waits < SPINS) {
      Thread.onSpinWait();
    } else if (waits < SPINS + YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  private void startRound() {
    round.incrementAndGet();
    for (int i = 0; i < members.size(); i++) { // an iterator would be garbage of every step
      if (members.get(i).asleep) {
        LockSupport.unpark(members.get(i).thread);
      }
    }
  }

  /// Stops the threads and waits until they have ended.
  @Override
  public void close() {
    closed = true;
    startRound();
    members.forEach(Member::awaitEnd);
  }

  private final class Member implements Runnable {
    private final Worker worker;
    private final Thread thread;
    private volatile boolean asleep;

    Member(Worker worker) {
      this.worker = worker;
      String name = "assay-worker-" + worker.index();
      thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
    }

    @Override
    public void run() {
      int done = 0;
      awaitRoundAfter(done);
      while (!closed) {
        done++;
        work(worker);
        unfinished.decrementAndGet();
        awaitRoundAfter(done);
      }
    }

    private void awaitRoundAfter(int done) {
      for (int waits = 0; round.get() == done && waits < SPINS + YIELDS; waits++) {
        await(waits);
      }
      // The flag is set before the round is looked at again, and startRound looks at the flag after
      // it has changed the round: one of the two sees the other.
      asleep = true;
      while (round.get() == done) {
        LockSupport.park(Team.this);
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
