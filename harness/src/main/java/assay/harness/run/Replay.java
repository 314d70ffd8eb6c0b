package assay.harness.run;

import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.Scorer;
import assay.scorers.code.CodeResult;
import assay.scorers.code.CodeScorer;
import assay.scorers.code.sandbox.Language;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Scores completions that exist already, several at once, in their order.
public final class Replay {
  private static final int WINDOW = 4 * Runtime.getRuntime().availableProcessors();

  private Replay() {}

  /// One completion, or why there is none, with the sample that it belongs to.
  ///
  /// @param language what the completion's recording says that its program is written in
  public record Item(Sample sample, int attempt, Outcome outcome, Optional<Language> language) {}

  /// One item with its verdict.
  ///
  /// @param code what else is known of a program that was run
  public record Verdict(Item item, Score score, Optional<CodeResult> code) {}

  /// Scores every item and hands the verdicts on in the items' order. At most a window of items is
  /// held at once.
  public static void run(Stream<Item> items, Scorer scorer, Consumer<Verdict> consumer)
      throws InterruptedException {
    Queue<Future<Verdict>> window = new ArrayDeque<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Iterator<Item> i = items.iterator(); i.hasNext(); ) {
        Item item = i.next();
        window.add(threads.submit(() -> verdict(scorer, item)));
        if (window.size() == WINDOW) {
          consumer.accept(await(window.remove()));
        }
      }
      while (!window.isEmpty()) {
        consumer.accept(await(window.remove()));
      }
    }
  }

  private static Verdict verdict(Scorer scorer, Item item) {
    return switch (item.outcome()) {
      case Completion completion when scorer instanceof CodeScorer judge -> {
        CodeResult result = judge.judge(item.sample(), completion, item.language());
        yield new Verdict(item, result.score(), Optional.of(result));
      }
      case Completion completion ->
          new Verdict(item, scorer.score(item.sample(), completion), Optional.empty());
      case Failure failure ->
          new Verdict(
              item, new Score.NotMeasured(failure.cause(), failure.detail()), Optional.empty());
    };
  }

  private static Verdict await(Future<Verdict> verdict) throws InterruptedException {
    try {
      return verdict.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
