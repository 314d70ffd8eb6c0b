package assay.reports.run;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/// Tokens of a run, as far as its model reported them.
///
/// @param prompt all prompt tokens
/// @param promptsCounted attempts with a known number of prompt tokens
/// @param completion all generated tokens
/// @param completionsCounted attempts with a known number of generated tokens
public record TokenUse(long prompt, long promptsCounted, long completion, long completionsCounted) {

  /// Returns generated tokens per completion; empty if no attempt reports them.
  public OptionalDouble meanCompletion() {
    return completionsCounted == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) completion / completionsCounted);
  }

  static TokenUse of(List<ScoredAttempt> attempts) {
    Function<ScoredAttempt, OptionalInt> prompts = attempt -> attempt.cost().promptTokens();
    Function<ScoredAttempt, OptionalInt> completions = attempt -> attempt.cost().completionTokens();
    return new TokenUse(
        sum(attempts, prompts),
        counted(attempts, prompts),
        sum(attempts, completions),
        counted(attempts, completions));
  }

  private static long sum(
      List<ScoredAttempt> attempts, Function<ScoredAttempt, OptionalInt> tokens) {
    return attempts.stream().mapToLong(attempt -> tokens.apply(attempt).orElse(0)).sum();
  }

  private static long counted(
      List<ScoredAttempt> attempts, Function<ScoredAttempt, OptionalInt> tokens) {
    return attempts.stream().filter(attempt -> tokens.apply(attempt).isPresent()).count();
  }
}
