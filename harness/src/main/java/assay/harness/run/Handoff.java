package assay.harness.run;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A bounded queue between two stages. The stage before waits while it is full, the stage behind
/// while it is empty, until it is closed: then nothing more is taken in, and what is in it can
/// still be taken out.
final class Handoff<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Queue<T> waiting = new ArrayDeque<>();
  private final int capacity;
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
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Returns the next thing, or empty if the queue is closed and nothing is left in it.
  Optional<T> take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && waiting.isEmpty()) {
        work.await();
      }
      room.signal();
      return Optional.ofNullable(waiting.poll());
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
