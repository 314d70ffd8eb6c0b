package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.ScorerSet.Given;
import assay.harness.run.ScorerSet.ProgramSettings;
import assay.results.Completion;
import assay.results.Sample;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Completions that exist already, judged side by side.
@Timeout(60)
final class ReplayTest {
  private static final int ITEMS = 2_000;

  private final AtomicInteger read = new AtomicInteger();

  @Test
  void verdictsComeInTheOrderOfTheCompletions() throws InterruptedException {
    List<String> verdicts = new ArrayList<>();
    replay(
        judged ->
            verdicts.add(
                judged.record().sample().id() + " " + judged.record().primaryScore().verdict()));
    assertThat(verdicts)
        .containsExactlyElementsOf(
            IntStream.range(0, ITEMS)
                .mapToObj(i -> i + (i % 3 == 0 ? " correct" : " wrong"))
                .toList());
  }

  @Test
  void aFailureAtOneEndsAllAndNoFileIsReadToItsEndForNothing() {
    assertThatThrownBy(
            () ->
                replay(
                    judged -> {
                      if (judged.record().sample().id().equals("100")) {
                        throw new IllegalArgumentException("no room");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(": storing the record failed: ")
        .hasMessageContaining("no room");
    assertThat(read).hasValueLessThan(ITEMS);
  }

  private void replay(Consumer<Judged> consumer) throws InterruptedException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (ScorerSet scorers =
            ScorerSet.open(List.of("exact"), ProgramSettings.STANDARD, Given.COMPLETIONS);
        Stream<Replay.Item> items = IntStream.range(0, ITEMS).mapToObj(this::item)) {
      Replay.run(items, scorers, new Console(nowhere, nowhere, false, true), consumer);
    }
  }

  private Replay.Item item(int number) {
    read.incrementAndGet();
    Sample sample =
        new Sample("" + number, "digest", "question", "yes", Map.of(), new Sample.Plain());
    String answer = number % 3 == 0 ? "yes" : "no";
    return new Replay.Item(sample, 0, Completion.recorded(answer), Optional.empty());
  }
}
