package assay.harness.run;

import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord.AttemptKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What comes before the first question: the model hears what it will be asked, and says in which
/// order that suits it. Prompts are rendered one at a time, and only if the model wants them.
final class Announcing {
  private final RunPlan plan;
  private final Model model;

  Announcing(RunPlan plan, Model model) {
    this.plan = plan;
    this.model = model;
  }

  /// Returns in which order the samples with open attempts are asked, by their numbers among those;
  /// empty for their own order.
  Optional<List<Integer>> order(Predicate<AttemptKey> open) throws InterruptedException {
    try (Stream<Sample> samples = plan.samples()) {
      return model.announce(
          samples.mapMulti(
              (sample, prompts) -> {
                int times = openAttempts(sample, open);
                if (times > 0) {
                  prompts.accept(new Announced(prompt(sample), times));
                }
              }));
    }
  }

  private int openAttempts(Sample sample, Predicate<AttemptKey> open) {
    return (int)
        IntStream.range(0, plan.settings().attempts())
            .filter(attempt -> open.test(new AttemptKey(sample.id(), attempt)))
            .count();
  }

  private Prompt prompt(Sample sample) {
    try {
      return plan.task().protocol().render(sample, model.tokenCounter());
    } catch (RuntimeException _) {
      // It is met again when the sample is asked, and ends that sample or the run by its name.
      return new Prompt.Unrecorded();
    }
  }
}
