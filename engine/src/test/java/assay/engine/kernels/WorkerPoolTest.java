package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

final class WorkerPoolTest {
  @Test
  void doesEachPartOnceInEachRound() {
    try (WorkerPool pool = new WorkerPool(3)) {
      AtomicIntegerArray times = new AtomicIntegerArray(3);
      for (int round = 0; round < 2000; round++) {
        pool.run(share -> times.incrementAndGet(share.index()));
      }
      assertThat(pool.parts()).isEqualTo(3);
      assertThat(times.get(0)).isEqualTo(2000);
      assertThat(times.get(1)).isEqualTo(2000);
      assertThat(times.get(2)).isEqualTo(2000);
    }
  }

  @Test
  void sharesCoverEverythingOnce() {
    for (int parts = 1; parts <= 5; parts++) {
      for (int count : new int[] {0, 1, 4, 5, 17, Integer.MAX_VALUE}) {
        int next = 0;
        for (int index = 0; index < parts; index++) {
          Share share = new Share(index, parts);
          assertThat(share.start(count)).isEqualTo(next);
          next = share.end(count);
        }
        assertThat(next).isEqualTo(count);
      }
    }
  }

  @Test
  void handsOnWhatAPartThrowsAndGoesOn() {
    try (WorkerPool pool = new WorkerPool(2)) {
      for (int part = 0; part < 2; part++) {
        int failing = part;
        assertThatThrownBy(
                () ->
                    pool.run(
                        share -> {
                          if (share.index() == failing) {
                            throw new IllegalStateException("part " + failing);
                          }
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("part " + failing);
      }
      AtomicInteger done = new AtomicInteger();
      pool.run(_ -> done.incrementAndGet());
      assertThat(done.get()).isEqualTo(2);
    }
  }

  @Test
  void forgetsFailuresOfWorkThatHasEnded() {
    try (WorkerPool pool = new WorkerPool(2)) {
      WorkerPool.Work failing =
          share -> {
            throw new IllegalStateException("part " + share.index());
          };
      assertThatThrownBy(() -> pool.run(failing)).hasMessageStartingWith("part ");
      AtomicInteger done = new AtomicInteger();
      pool.run(_ -> done.incrementAndGet());
      assertThat(done.get()).isEqualTo(2);
    }
  }

  @Test
  void refusesWorkOnceClosed() {
    WorkerPool pool = new WorkerPool(2);
    pool.close();
    assertThatThrownBy(() -> pool.run(_ -> {})).hasMessage("the worker pool is closed");
    assertThatThrownBy(() -> new WorkerPool(0).close())
        .hasMessage("a pool needs at least 1 thread, not 0");
  }
}
