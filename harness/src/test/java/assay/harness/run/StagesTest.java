package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import assay.results.Completion;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.tasks.DataException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be made to fail through files.
@Timeout(60)
final class StagesTest {
  private static final int SAMPLES = 10;

  @Test
  void anErrorWhileOneRecordIsWrittenCostsNoOther() {
    List<String> written = new CopyOnWriteArrayList<>();
    Throwable thrown =
        run(
            samples(),
            record -> {
              if (record.sample().id().equals("3")) {
                throw new OutOfMemoryError("Java heap space");
              }
              written.add(record.sample().id());
            });
    assertThat(thrown)
        .isInstanceOf(RunFailedException.class)
        .hasMessage(
            "sample 3, attempt 0: memory ran out while storing the record (Java heap space);"
                + " what was finished is kept. Give Java more, as"
                + " ASSAY_JAVA_OPTS=-Xmx8g");
    assertThat(written).contains("0", "1", "2").doesNotContain("3");
    assertThat(written.size()).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(classes = {StackOverflowError.class, IllegalStateException.class})
  void aFaultOfOurOwnWhileWritingIsToldAsSuch(Class<? extends Throwable> fault) {
    Throwable thrown =
        run(
            samples(),
            record -> {
              if (record.sample().id().equals("0")) {
                throw StagesTest.<RuntimeException>sneaky(fault);
              }
            });
    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("sample 0, attempt 0: storing the record failed: ");
  }

  @Test
  void dataThatCannotBeReadToItsEndEndsTheRunAndCostsNothingBeforeIt() {
    List<String> written = new CopyOnWriteArrayList<>();
    Stream<Sample> damaged =
        samples()
            .peek(
                sample -> {
                  if (sample.id().equals("5")) {
                    throw DataException.inFile("data.jsonl", "is damaged");
                  }
                });
    assertThat(run(damaged, record -> written.add(record.sample().id())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.jsonl");
    assertThat(written).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
  }

  @Test
  void aFailureIsToldBeforeTheCallsUnderWayHaveEnded() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CountDownLatch told = new CountDownLatch(1);
    Stages.Asker<Question> asker =
        question -> {
          switch (question.sample().id()) {
            case "1" -> throw new RunFailedException("the server is gone");
            case "0" -> told.await();
            default -> {}
          }
          return answer(question);
        };
    List<String> written = new CopyOnWriteArrayList<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread run =
        Thread.ofVirtual()
            .start(
                () ->
                    thrown.set(
                        run(
                            samples(),
                            asker,
                            StagesTest::judged,
                            record -> written.add(record.sample().id()),
                            new Stages.Hands(2, Judges.ofPrograms(1)),
                            err)));
    while (!err.toString(StandardCharsets.UTF_8).contains("under way")) {
      Thread.onSpinWait();
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "failed: sample 1, attempt 0: the server is gone",
            "nothing more is asked; waiting for 1 call under way");
    assertThat(written).doesNotContain("0");
    told.countDown();
    run.join();
    assertThat(written).contains("0");
    assertThat(thrown.get()).hasMessage("sample 1, attempt 0: the server is gone");
  }

  @Test
  void whatIsWrongWithCommandOrDataIsToldWithItsSample() {
    assertThat(
            judgedWith(
                sample -> {
                  throw new UsageException("--context 8: too short for the prompt");
                }))
        .isInstanceOf(UsageException.class)
        .hasMessage("sample 0, attempt 0: --context 8: too short for the prompt");
    Throwable thrown =
        judgedWith(
            sample -> {
              throw DataException.inRow("data.jsonl", 1, "has no tests");
            });
    assertThat(thrown)
        .isInstanceOf(DataException.class)
        .hasMessage("sample 0, attempt 0: data.jsonl:1: has no tests");
    assertThat(((DataException) thrown).line()).hasValue(1);
  }

  private static Throwable judgedWith(Consumer<Sample> fault) {
    return run(
        samples(),
        StagesTest::answer,
        answer -> {
          fault.accept(answer.to().sample());
          return judged(answer);
        },
        record -> {},
        new Stages.Hands(1, Judges.ofPrograms(1)),
        OutputStream.nullOutputStream());
  }

  private static Answer answer(Question question) {
    return new Answer(question, new Prompt.Unrecorded(), Completion.recorded("an answer"));
  }

  private static Throwable run(Stream<Sample> samples, Consumer<SampleRecord> writing) {
    return run(
        samples,
        StagesTest::answer,
        StagesTest::judged,
        writing,
        new Stages.Hands(1, Judges.ofPrograms(2)),
        OutputStream.nullOutputStream());
  }

  private static Throwable run(
      Stream<Sample> samples,
      Stages.Asker<Question> asking,
      Function<Answer, Judged> judging,
      Consumer<SampleRecord> writing,
      Stages.Hands hands,
      OutputStream err) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, false, false);
    Stages.Work<Question> work =
        new Stages.Work<>(asking, judging, done -> () -> writing.accept(done.record()));
    try (Progress progress = new Progress(console, "suite", SAMPLES, 0)) {
      Stages<Question> stages =
          new Stages<>(
              Questions.of(samples, 1, key -> true, Optional.empty()),
              work,
              progress,
              () -> {},
              hands);
      return catchThrowable(stages::run);
    }
  }

  private static Stream<Sample> samples() {
    return IntStream.range(0, SAMPLES)
        .mapToObj(
            i -> new Sample("" + i, "digest", "question", "target", Map.of(), new Sample.Plain()));
  }

  private static Judged judged(Answer answer) {
    return new Judged(
        new SampleRecord(
            answer.to().index(),
            answer.to().attempt(),
            answer.to().sample(),
            answer.prompt(),
            answer.outcome(),
            Map.of("canned", new Score.Correct("an answer", "canned"))),
        Optional.empty());
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaky(Class<? extends Throwable> kind)
      throws E {
    try {
      throw (E) kind.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
