package assay.harness.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The threads of one stage. They do not keep the program alive.
final class Crew {
  private final List<Thread> threads;
  private final CountDownLatch working;

  private Crew(List<Thread> threads, CountDownLatch working) {
    this.threads = threads;
    this.working = working;
  }

  /// Starts the threads.
  ///
  /// @param kind of which they are
  /// @param size how many
  /// @param work what each does until there is no more of it
  /// @param atEnd what the last one does when it has ended
  static Crew start(Thread.Builder kind, int size, Runnable work, Runnable atEnd) {
    CountDownLatch working = new CountDownLatch(size);
    AtomicInteger left = new AtomicInteger(size);
    Runnable shift =
        () -> {
          try {
            work.run();
          } finally {
            if (left.decrementAndGet() == 0) {
              atEnd.run();
            }
            working.countDown();
          }
        };
    List<Thread> threads = Stream.generate(() -> kind.unstarted(shift)).limit(size).toList();
    threads.forEach(Thread::start);
    return new Crew(threads, working);
  }

  /// Waits until all have ended, and returns whether they have within the time.
  boolean await(Duration longest) throws InterruptedException {
    return working.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  void interrupt() {
    threads.forEach(Thread::interrupt);
  }
}
