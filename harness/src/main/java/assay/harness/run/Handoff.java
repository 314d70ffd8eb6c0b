package assay.harness.run;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded queue between two stages. The stage before waits while it is full, the stage behind
/// while it is empty, until it is closed: then nothing more is taken in, and what is in it can
/// still be taken out.
///
/// To wake a thread costs more than to judge most answers. So who finds the queue empty naps before
/// it waits to be woken, and what comes meanwhile wakes nobody until half the queue is full.
final class Handoff<T> {
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Condition much = lock.newCondition();
  private final Queue<T> waiting = new ArrayDeque<>();
  private final int capacity;
  private int napping;
  private boolean closed;

  /// Creates an open queue.
  ///
  /// @param capacity at least 1
  Handoff(int capacity) {
    this.capacity = capacity;
  }

  /// Hands a thing on; one that comes after the queue was closed is dropped.
  void put(T thing) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && waiting.size() == capacity) {
        room.await();
      }
      if (!closed) {
        waiting.add(thing);
        call();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Returns the next thing, or empty if the queue is closed and nothing is left in it.
  Optional<T> take() throws InterruptedException {
    lock.lock();
    try {
      if (!closed && waiting.isEmpty()) {
        nap();
      }
      while (!closed && waiting.isEmpty()) {
        work.await();
      }
      Optional<T> next = Optional.ofNullable(waiting.poll());
      room.signal();
      call();
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void nap() throws InterruptedException {
    napping++;
    try {
      long left = NAP_NANOS;
      while (!closed && 2 * waiting.size() < capacity && left > 0) {
        left = much.awaitNanos(left);
      }
    } finally {
      napping--;
    }
  }

  /// Wakes who is to take what waits. Who naps comes soon without.
  private void call() {
    if (2 * waiting.size() >= capacity) {
      much.signal();
    }
    if (napping == 0 && !waiting.isEmpty()) {
      work.signal();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      work.signalAll();
      much.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
