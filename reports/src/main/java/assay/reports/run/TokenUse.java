package assay.reports.run;

import java.util.OptionalDouble;

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
}
