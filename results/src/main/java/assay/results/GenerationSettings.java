package assay.results;

import java.util.List;

/// How completions are sampled.
///
/// @param maxTokens most tokens to generate, at least 1
/// @param temperature 0 is greedy
/// @param topP nucleus mass in (0, 1]; 1 switches it off
/// @param topK most likely tokens kept; 0 switches it off
/// @param seed start of the random sequence; attempt k uses `seed + k`
/// @param stop strings at which generation ends; they are not part of the completion
/// @param attempts completions for each sample, at least 1
public record GenerationSettings(
    int maxTokens,
    double temperature,
    double topP,
    int topK,
    long seed,
    List<String> stop,
    int attempts) {

  public GenerationSettings {
    Require.atLeast(1, maxTokens, "maxTokens");
    Require.between(0, 100, temperature, "temperature");
    Require.between(Double.MIN_VALUE, 1, topP, "topP");
    Require.atLeast(0, topK, "topK");
    Require.atLeast(1, attempts, "attempts");
    stop = List.copyOf(stop);
  }

  /// Returns these settings with another limit.
  public GenerationSettings limited(int tokens) {
    return new GenerationSettings(tokens, temperature, topP, topK, seed, stop, attempts);
  }

  /// Returns greedy settings: one attempt of at most `maxTokens` tokens.
  public static GenerationSettings greedy(int maxTokens, List<String> stop) {
    return new GenerationSettings(maxTokens, 0, 1, 0, 0, stop, 1);
  }
}
