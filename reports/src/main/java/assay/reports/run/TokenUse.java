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
/// @param reasoning of all generated tokens, the thoughts
/// @param reasoningCounted attempts with a known number of tokens of thoughts
/// @param cached of all prompt tokens, what the server had computed before
/// @param cachedCounted attempts with a known number of such tokens
public record TokenUse(
    long prompt,
    long promptsCounted,
    long completion,
    long completionsCounted,
    long reasoning,
    long reasoningCounted,
    long cached,
    long cachedCounted) {

  /// Returns generated tokens per completion; empty if no attempt reports them.
  public OptionalDouble meanCompletion() {
    return completionsCounted == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) completion / completionsCounted);
  }

  static TokenUse of(List<ScoredAttempt> attempts) {
    Function<ScoredAttempt, OptionalInt> prompts = attempt -> attempt.cost().usage().prompt();
    Function<ScoredAttempt, OptionalInt> completions =
        attempt -> attempt.cost().usage().completion();
    Function<ScoredAttempt, OptionalInt> thoughts = attempt -> attempt.cost().usage().reasoning();
    Function<ScoredAttempt, OptionalInt> kept = attempt -> attempt.cost().usage().cached();
    return new TokenUse(
        sum(attempts, prompts),
        counted(attempts, prompts),
        sum(attempts, completions),
        counted(attempts, completions),
        sum(attempts, thoughts),
        counted(attempts, thoughts),
        sum(attempts, kept),
        counted(attempts, kept));
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
