package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The queue between askers and judges: nothing is lost, and nothing waits beside an idle judge.
@Timeout(60)
final class HandoffTest {
  private static final int THINGS = 20_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void handsEachThingOnOnce(int capacity) throws Exception {
    Handoff<Integer> handoff = new Handoff<>(capacity);
    List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
    List<Thread> takers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      takers.add(Thread.ofPlatform().start(() -> drain(handoff, taken)));
    }
    List<Thread> putters = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int first = i;
      putters.add(Thread.ofVirtual().start(() -> fill(handoff, first)));
    }
    for (Thread putter : putters) {
      putter.join();
    }
    handoff.close();
    for (Thread taker : takers) {
      taker.join();
    }
    assertThat(taken).hasSize(THINGS).doesNotHaveDuplicates();
  }

  private static void fill(Handoff<Integer> handoff, int first) {
    try {
      for (int thing = first; thing < THINGS; thing += 4) {
        handoff.put(thing);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void drain(Handoff<Integer> handoff, List<Integer> taken) {
    try {
      for (Optional<Integer> next = handoff.take(); next.isPresent(); next = handoff.take()) {
        taken.add(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Each judge takes as long as the others need to come, so all must have been woken, however they
  /// waited: napping, for long, or one so and one so.
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6, 50})
  void asManyTakeAsThingsWait(int pauseMillis) throws Exception {
    int judges = 3;
    Handoff<Integer> handoff = new Handoff<>(8 * judges);
    CyclicBarrier together = new CyclicBarrier(judges);
    try (ExecutorService threads = Executors.newFixedThreadPool(judges)) {
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < judges; i++) {
        done.add(threads.submit(() -> meet(handoff, together)));
      }
      int rounds = 20;
      for (int round = 0; round < rounds; round++) {
        Thread.sleep(pauseMillis);
        for (int i = 0; i < judges; i++) {
          handoff.put(i);
        }
      }
      handoff.close();
      int met = 0;
      for (Future<Integer> each : done) {
        met += each.get();
      }
      assertThat(met).isEqualTo(judges * rounds);
    }
  }

  /// Takes things until there are no more, and waits behind each for the others to have one too.
  private static int meet(Handoff<Integer> handoff, CyclicBarrier together) throws Exception {
    int met = 0;
    while (handoff.take().isPresent()) {
      together.await();
      met++;
    }
    return met;
  }

  @Test
  void takesNothingInOnceItIsClosed() throws Exception {
    Handoff<String> handoff = new Handoff<>(2);
    handoff.put("before");
    handoff.close();
    handoff.put("behind");
    assertThat(handoff.take()).hasValue("before");
    assertThat(handoff.take()).isEmpty();
  }
}
