package assay.harness.endpoint;

import assay.results.CallFacts;
import assay.results.Completion;
import assay.results.ContinuationLikelihoods;
import assay.results.ContinuationLikelihoods.Option;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.StopReason;
import assay.results.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Asks a server for the continuations of a text: in one call where it takes several prompts, as
/// vLLM, SGLang and OpenAI do, else one by one, where the replies are one answer and the first that
/// fails is what comes of all. Thread-safe.
final class OptionCalls {
  private final AtomicBoolean oneByOne = new AtomicBoolean();

  /// A call.
  interface Call {
    /// Returns what comes of it.
    ///
    /// @throws OnePromptException if it has several prompts and the server wants them alone
    Outcome of(Prompt.Continuations asked) throws InterruptedException;
  }

  Outcome asked(Prompt.Continuations all, Call call) throws InterruptedException {
    if (all.continuations().size() == 1 || oneByOne.get()) {
      return each(all, call);
    }
    try {
      return call.of(all);
    } catch (OnePromptException _) {
      Outcome outcome = each(all, call);
      // Where these fail too it was not the list.
      if (outcome instanceof Completion) {
        oneByOne.set(true);
      }
      return outcome;
    }
  }

  private static Outcome each(Prompt.Continuations all, Call call) throws InterruptedException {
    List<Completion> answers = new ArrayList<>();
    for (String continuation : all.continuations()) {
      switch (call.of(new Prompt.Continuations(all.text(), List.of(continuation)))) {
        case Failure failure -> {
          return failure;
        }
        case Completion answer -> answers.add(answer);
      }
    }
    return joined(answers);
  }

  private static Completion joined(List<Completion> answers) {
    List<Option> options =
        answers.stream()
            .flatMap(each -> ContinuationLikelihoods.of(each.text()).stream())
            .flatMap(each -> each.options().stream())
            .toList();
    CallFacts last = answers.getLast().call().orElse(CallFacts.UNKNOWN);
    int tries =
        answers.stream().flatMap(each -> each.call().stream()).mapToInt(CallFacts::tries).sum();
    return new Completion(
        new ContinuationLikelihoods(options).text(),
        Usage.of(
            sum(answers, Completion::promptTokens), sum(answers, Completion::completionTokens)),
        StopReason.STOP,
        Reasoning.NONE,
        answers.stream().map(Completion::elapsed).reduce(Duration.ZERO, Duration::plus),
        Optional.empty(),
        Optional.empty(),
        Optional.of(last.after(Math.max(1, tries - answers.size() + 1))));
  }

  private static OptionalInt sum(
      List<Completion> answers, Function<Completion, OptionalInt> tokens) {
    return answers.stream().map(tokens).allMatch(OptionalInt::isPresent)
        ? OptionalInt.of(answers.stream().map(tokens).mapToInt(OptionalInt::getAsInt).sum())
        : OptionalInt.empty();
  }
}
