package assay.harness.run;

import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.code.sandbox.Language;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A run that is stored nowhere: completions that exist already are judged and handed on in their
/// order.
public final class Replay {
  /// What may wait for one that takes long, for each judge.
  private static final int WINDOW = 8;

  private Replay() {}

  /// One completion, or why there is none, with the sample that it belongs to.
  ///
  /// @param prompt what was sent, where it is known
  /// @param language what the completion's recording says that its program is written in
  /// @param stated verdicts that the recording itself has, by name
  public record Item(
      Sample sample,
      int attempt,
      Prompt prompt,
      Outcome outcome,
      Optional<Language> language,
      Map<String, Score> stated) {

    /// Returns an item of which neither a prompt nor a verdict is known.
    public Item(Sample sample, int attempt, Outcome outcome, Optional<Language> language) {
      this(sample, attempt, new Prompt.Unrecorded(), outcome, language, Map.of());
    }
  }

  private record Numbered(int index, Item item) implements Attempt {
    @Override
    public int attempt() {
      return item.attempt();
    }

    @Override
    public Sample sample() {
      return item.sample();
    }

    private Answer answer() {
      return new Answer(this, item.prompt(), item.outcome(), item.language(), item.stated());
    }
  }

  /// Judges every item. At most a window of items is held at once.
  ///
  /// @param consumer is called by one thread at a time
  /// @throws RunFailedException and what else [Runner#run] throws, naming the sample
  /// @throws InterruptedException if the thread was interrupted, or the program by a signal: what
  ///   could be judged within five seconds has been handed on
  public static void run(
      Stream<Item> items, ScorerSet scorers, Console console, Consumer<Judged> consumer)
      throws InterruptedException {
    Judges judges = scorers.judges();
    int[] count = {0};
    Questions<Numbered> questions =
        Questions.window(
            items.map(item -> new Numbered(count[0]++, item)).iterator(), WINDOW * judges.count());
    AtomicInteger handedOn = new AtomicInteger();
    RunOrder<Judged> order =
        new RunOrder<>(
            judged -> {
              consumer.accept(judged);
              handedOn.incrementAndGet();
              questions.dealtWith();
            });
    Stages.Work<Numbered> work =
        new Stages.Work<>(
            Numbered::answer,
            Judging.by(scorers.scorers())::judge,
            judged -> () -> order.add(judged.record().index(), judged));
    try (Progress progress = new Progress(console.quieted(), "", 0, 0);
        Interruption _ = Interruption.begin(console::remark)) {
      new Stages<>(questions, work, progress, () -> {}, new Stages.Hands(1, judges)).run();
    } catch (InterruptedException e) {
      InterruptedException told =
          new InterruptedException("interrupted; judged were the first " + handedOn);
      told.initCause(e);
      throw told;
    }
  }
}
