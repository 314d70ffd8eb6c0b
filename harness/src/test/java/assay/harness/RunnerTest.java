package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import assay.harness.run.Judges;
import assay.harness.run.RunFailedException;
import assay.results.Completion;
import assay.results.ExpertPicks;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.StoreException;
import assay.scorers.Scorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a run does when its model and its scorers are slow, fail, or are interrupted.
@Timeout(60)
final class RunnerTest {
  private static final int SAMPLES = 10;
  private static final String BAD = "1003";

  @TempDir private Path folder;

  @Test
  void asksTheNextSampleWhileTheOneBeforeIsJudged() throws Exception {
    CannedRun run = new CannedRun(folder, SAMPLES);
    List<CountDownLatch> asked =
        IntStream.rangeClosed(0, SAMPLES).mapToObj(i -> new CountDownLatch(1)).toList();
    CannedModel model =
        new CannedModel(
            1,
            request -> {
              asked.get(number(request.sampleId())).countDown();
              return CannedModel.echo(request);
            });
    asked.getLast().countDown();
    // Every judgment waits for the question behind it: without overlap, none would end in time.
    Scorer patient =
        CannedRun.scorer(
            id ->
                happens(asked.get(number(id) + 1))
                    ? CannedRun.right(id)
                    : new Score.Wrong(id, "canned", "the next sample was not asked meanwhile"));
    run.run("run", model, patient, 1);
    assertThat(run.records("run")).hasSize(SAMPLES).allMatch(each -> each.primaryScore().correct());
  }

  /// What waits for who runs programs is lost to an interruption: one answer for each.
  @Test
  void asksNoFurtherAheadThanTheQueueHolds() throws Exception {
    asksAhead(Judges.ofPrograms(1), 1);
    asksAhead(Judges.ofTexts(1), 16);
  }

  private void asksAhead(Judges judges, int waiting) throws Exception {
    int concurrency = 2;
    // What an asker holds, what the queue holds, and what is judged.
    int most = concurrency + waiting + judges.count();
    String name = "waiting" + waiting;
    CannedRun run = new CannedRun(folder, 30);
    CountDownLatch full = new CountDownLatch(most);
    AtomicInteger ahead = new AtomicInteger();
    AtomicInteger furthest = new AtomicInteger();
    CannedModel model =
        new CannedModel(
            concurrency,
            request -> {
              furthest.accumulateAndGet(ahead.incrementAndGet(), Math::max);
              full.countDown();
              return CannedModel.echo(request);
            });
    Scorer slow =
        CannedRun.scorer(
            id -> {
              assertThat(happens(full)).isTrue();
              pause(20);
              ahead.decrementAndGet();
              return CannedRun.right(id);
            });
    run.finished(name, model, slow, judges);
    assertThat(run.ids(name)).hasSize(30);
    assertThat(furthest).hasValue(most);
  }

  static Stream<Supplier<Throwable>> failuresOfTheMachine() {
    return Stream.of(
        () -> new OutOfMemoryError("Java heap space"),
        () -> new UncheckedIOException(new IOException("the disk is gone")),
        () -> new RunFailedException("the server is gone"));
  }

  static Stream<Supplier<Throwable>> faultsOfOurOwn() {
    return Stream.of(
        StackOverflowError::new,
        () -> new NoClassDefFoundError("assay/Missing"),
        () -> new AssertionError("never"),
        () -> new IllegalArgumentException("never"),
        NullPointerException::new);
  }

  @ParameterizedTest
  @MethodSource("failuresOfTheMachine")
  void whatFailsTheMachineWhileAskingEndsTheRunAsFailed(Supplier<Throwable> failure)
      throws Exception {
    assertThat(endedByAsking(failure)).isInstanceOf(RunFailedException.class);
  }

  @ParameterizedTest
  @MethodSource("faultsOfOurOwn")
  void whatIsOurFaultWhileAskingEndsTheRunAsSuch(Supplier<Throwable> failure) throws Exception {
    assertThat(endedByAsking(failure)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @MethodSource("failuresOfTheMachine")
  void whatFailsTheMachineWhileJudgingEndsTheRunAsFailed(Supplier<Throwable> failure)
      throws Exception {
    assertThat(endedByJudging(failure)).isInstanceOf(RunFailedException.class);
  }

  @ParameterizedTest
  @MethodSource("faultsOfOurOwn")
  void whatIsOurFaultWhileJudgingEndsTheRunAsSuch(Supplier<Throwable> failure) throws Exception {
    assertThat(endedByJudging(failure)).isInstanceOf(IllegalStateException.class);
  }

  private Throwable endedByAsking(Supplier<Throwable> failure) throws Exception {
    CannedModel model =
        new CannedModel(
            2,
            request -> {
              if (request.sampleId().equals(BAD)) {
                throw sneaky(failure.get());
              }
              return CannedModel.echo(request);
            });
    return ended(model, CannedRun.scorer(CannedRun::right));
  }

  private Throwable endedByJudging(Supplier<Throwable> failure) throws Exception {
    Scorer scorer =
        CannedRun.scorer(
            id -> {
              if (id.equals(BAD)) {
                throw sneaky(failure.get());
              }
              return CannedRun.right(id);
            });
    return ended(CannedModel.echo(2), scorer);
  }

  /// Runs into the failure, and shows that it is told with its attempt, that all else that was
  /// asked is stored, and that the run can be continued.
  private Throwable ended(CannedModel model, Scorer scorer) throws Exception {
    CannedRun run = new CannedRun(folder, SAMPLES);
    Throwable thrown = catchThrowable(() -> run.run("run", model, scorer, 2));
    assertThat(thrown).hasMessageStartingWith("sample " + BAD + ", attempt 0: ");
    List<String> asked = new ArrayList<>(model.asked());
    assertThat(asked).contains(BAD);
    asked.remove(BAD);
    assertThat(run.ids("run")).containsExactlyInAnyOrderElementsOf(asked);
    CannedModel healthy = CannedModel.echo(2);
    run.run("run", healthy, CannedRun.scorer(CannedRun::right), 2);
    assertThat(healthy.asked()).hasSize(SAMPLES - asked.size()).doesNotContainAnyElementsOf(asked);
    assertThat(run.ids("run")).hasSize(SAMPLES);
    return thrown;
  }

  @Test
  void aFileThatCannotBeWrittenEndsTheRunAndKeepsWhatIsThere() throws Exception {
    CannedRun run = new CannedRun(folder, SAMPLES);
    ExpertPicks picks = new ExpertPicks(new int[][] {{1, 0}}, new int[][] {{0, 1}});
    CountDownLatch never = new CountDownLatch(1);
    CannedModel model =
        new CannedModel(
            1,
            request -> {
              int number = number(request.sampleId());
              if (number > 3) {
                never.await();
              }
              return ((Completion) CannedModel.echo(request))
                  .withExperts(number == 3 ? Optional.of(picks) : Optional.empty());
            });
    Files.createDirectories(folder.resolve("run/experts.jsonl"));
    assertThatThrownBy(() -> run.run("run", model, CannedRun.scorer(CannedRun::right), 1))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the experts of sample 1003, attempt 0 could not be written");
    assertThat(run.ids("run")).containsExactly("1000", "1001", "1002");
    Files.delete(folder.resolve("run/experts.jsonl"));
    run.run("run", CannedModel.echo(2), CannedRun.scorer(CannedRun::right), 1);
    assertThat(run.ids("run")).hasSize(SAMPLES);
  }

  @Test
  void continuesWithWhatHasNoRecord() throws Exception {
    CannedRun run = new CannedRun(folder, SAMPLES);
    CannedModel failing =
        new CannedModel(
            1,
            request -> {
              if (number(request.sampleId()) == 6) {
                throw new RunFailedException("the server is gone");
              }
              return CannedModel.echo(request);
            });
    Scorer scorer = CannedRun.scorer(CannedRun::right);
    assertThatThrownBy(() -> run.run("run", failing, scorer, 2)).hasMessageContaining("1006");
    CannedModel healthy = CannedModel.echo(1);
    run.run("run", healthy, scorer, 2);
    assertThat(healthy.asked()).containsExactly("1006", "1007", "1008", "1009");
    CannedModel idle = CannedModel.echo(1);
    run.run("run", idle, scorer, 2);
    assertThat(idle.asked()).isEmpty();
  }

  @Test
  void theRecordsAreTheSameInWhateverOrderSamplesFinish() throws Exception {
    CannedRun run = new CannedRun(folder, SAMPLES);
    run.run("orderly", CannedModel.echo(1), CannedRun.scorer(RunnerTest::thirds), 1);
    // Calls come back in pairs, the later one first; judgments of even samples wait for odd ones.
    CyclicBarrier pair = new CyclicBarrier(2);
    Set<String> back = ConcurrentHashMap.newKeySet();
    CannedModel scrambled =
        new CannedModel(
            2,
            request -> {
              meet(pair);
              int number = number(request.sampleId());
              while (number % 2 == 0 && !back.contains(String.valueOf(1000 + number + 1))) {
                Thread.onSpinWait();
              }
              back.add(request.sampleId());
              return CannedModel.echo(request);
            });
    run.run("scrambled", scrambled, CannedRun.scorer(RunnerTest::thirds), 3);
    assertThat(run.records("scrambled")).isEqualTo(run.records("orderly"));
    assertThat(run.records("scrambled"))
        .extracting(SampleRecord::index)
        .containsExactlyElementsOf(IntStream.range(0, SAMPLES).boxed().toList());
  }

  private static Score thirds(String id) {
    return number(id) % 3 == 0 ? CannedRun.right(id) : new Score.Wrong(id, "canned", "not a third");
  }

  @Test
  void anInterruptedRunStoresWhatIsUnderWay() throws Exception {
    CannedRun run = new CannedRun(folder, SAMPLES);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CannedModel model =
        new CannedModel(
            1,
            request -> {
              if (number(request.sampleId()) == 4) {
                asked.countDown();
                interrupted.await();
                pause(500);
              }
              return CannedModel.echo(request);
            });
    assertThat(interrupted(run, model, CannedRun.scorer(CannedRun::right), asked, interrupted))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("interrupted; stored are 5 of 10 attempts");
    assertThat(run.ids("run")).containsExactly("1000", "1001", "1002", "1003", "1004");
  }

  @Test
  void anInterruptedRunDoesNotWaitForACallThatDoesNotEnd() throws Exception {
    CannedRun run = new CannedRun(folder, SAMPLES);
    CountDownLatch asked = new CountDownLatch(1);
    CannedModel model =
        new CannedModel(
            2,
            request -> {
              if (number(request.sampleId()) == 4) {
                asked.countDown();
                hang();
              }
              return CannedModel.echo(request);
            });
    assertThat(
            interrupted(
                run, model, CannedRun.scorer(CannedRun::right), asked, new CountDownLatch(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(run.ids("run")).contains("1000", "1001", "1002", "1003").doesNotContain("1004");
  }

  @Test
  void anInterruptedRunDoesNotWaitForAJudgeThatDoesNotEnd() throws Exception {
    CannedRun run = new CannedRun(folder, SAMPLES);
    CountDownLatch judging = new CountDownLatch(1);
    Scorer scorer =
        CannedRun.scorer(
            id -> {
              if (number(id) == 2) {
                judging.countDown();
                hang();
              }
              return CannedRun.right(id);
            });
    assertThat(interrupted(run, CannedModel.echo(1), scorer, judging, new CountDownLatch(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(run.ids("run")).contains("1000", "1001").doesNotContain("1002");
  }

  /// Runs in a thread that is interrupted when `begun` has happened, and returns what was thrown,
  /// which takes less than five seconds.
  private static Throwable interrupted(
      CannedRun run,
      CannedModel model,
      Scorer scorer,
      CountDownLatch begun,
      CountDownLatch interrupted)
      throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread runner =
        Thread.ofPlatform()
            .start(() -> thrown.set(catchThrowable(() -> run.run("run", model, scorer, 1))));
    assertThat(happens(begun)).isTrue();
    long start = System.nanoTime();
    runner.interrupt();
    interrupted.countDown();
    runner.join();
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    return thrown.get();
  }

  private static int number(String id) {
    return Integer.parseInt(id) - 1000;
  }

  private static boolean happens(CountDownLatch event) {
    try {
      return event.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Does not end, whatever comes.
  private static void hang() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // As a computation that does not look whether it is still wanted.
      }
    }
  }

  private static void meet(CyclicBarrier pair) throws InterruptedException {
    try {
      pair.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
    throw (E) e;
  }
}
