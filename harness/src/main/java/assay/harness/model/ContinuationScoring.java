package assay.harness.model;

import assay.engine.Loglikelihood;
import assay.engine.schedule.Forecast;
import assay.results.Completion;
import assay.results.ContinuationLikelihoods;
import assay.results.ContinuationLikelihoods.Option;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The bundled engine on a text and what may follow it. The text is computed with the first
/// continuation, and taken from the cache for the others.
record ContinuationScoring(EngineModel model) {

  /// Returns how likely each is.
  ///
  /// @param forecast hears how much of the text was computed before
  /// @throws InterruptedException between two of them
  /// @throws assay.engine.ContextOverflowException if one does not fit the context
  Completion answer(Prompt.Continuations asked, Forecast forecast) throws InterruptedException {
    long start = System.nanoTime();
    int[] text = model.prompt(asked).tokens();
    List<Option> options = new ArrayList<>();
    int read = 0;
    int reused = 0;
    try {
      for (String continuation : asked.continuations()) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted between two continuations");
        }
        ContinuationTokens split = model.split(asked.text(), continuation);
        Loglikelihood scored = model.weights().loglikelihood(split.context(), split.continuation());
        reused = options.isEmpty() ? Math.min(scored.reusedTokens(), text.length) : reused;
        read += split.context().length + split.continuation().length;
        options.add(
            new Option(continuation, scored.sum(), scored.tokens().size(), scored.greedy()));
      }
    } finally {
      forecast.answered(text, reused);
    }
    return new Completion(
        new ContinuationLikelihoods(options).text(),
        OptionalInt.of(read),
        OptionalInt.of(0),
        StopReason.STOP,
        Reasoning.NONE,
        Duration.ofNanos(System.nanoTime() - start));
  }
}
