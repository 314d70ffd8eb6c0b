package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import assay.results.Completion;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.tasks.DataException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
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

  private static Throwable run(Stream<Sample> samples, Consumer<SampleRecord> writing) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, nowhere, false, true);
    Stages.Work<Question> work =
        new Stages.Work<>(
            question ->
                new Answer(question, new Prompt.Unrecorded(), Completion.recorded("an answer")),
            StagesTest::judged,
            done -> writing.accept(done.record()));
    try (Progress progress = new Progress(console, "suite", SAMPLES, 0)) {
      Stages<Question> stages =
          new Stages<>(Questions.of(samples, 1, key -> true), work, progress, 2);
      return catchThrowable(() -> stages.run(new Stages.Hands(1, 2)));
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
