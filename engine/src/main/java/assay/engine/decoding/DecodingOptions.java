package assay.engine.decoding;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// How a continuation is chosen and where it ends.
///
/// @param maxTokens the most tokens to generate, at least 1
/// @param temperature divides the logits; 0 always takes the likeliest token
/// @param topK keeps this many of the likeliest tokens, at least 1; empty keeps all
/// @param topP then keeps the fewest tokens whose probabilities sum to this share, above 0 up to 1
/// @param seed of the random numbers: same seed, same logits, same tokens
/// @param stopStrings end the text before the first of them; none may be empty
/// @param stopTokens end the text when chosen
public record DecodingOptions(
    int maxTokens,
    double temperature,
    OptionalInt topK,
    double topP,
    long seed,
    List<String> stopStrings,
    Set<Integer> stopTokens) {
  /// Checks the ranges and copies the collections.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public DecodingOptions {
    stopStrings = List.copyOf(stopStrings);
    stopTokens = Set.copyOf(stopTokens);
    require(maxTokens >= 1, "maxTokens", "at least 1", maxTokens);
    require(
        temperature >= 0 && temperature < Double.POSITIVE_INFINITY,
        "temperature",
        "a number from 0",
        temperature);
    require(topK.isEmpty() || topK.getAsInt() >= 1, "topK", "at least 1", topK.orElse(0));
    require(topP > 0 && topP <= 1, "topP", "above 0 and at most 1", topP);
    require(!stopStrings.contains(""), "stopStrings", "texts that are not empty", "\"\"");
  }

  /// Returns options that always take the likeliest token, and stop at nothing but the limit.
  public static DecodingOptions greedy(int maxTokens) {
    return new DecodingOptions(maxTokens, 0, OptionalInt.empty(), 1, 0, List.of(), Set.of());
  }

  /// Returns these options with other stops.
  public DecodingOptions stoppingAt(List<String> strings, Set<Integer> tokens) {
    return new DecodingOptions(maxTokens, temperature, topK, topP, seed, strings, tokens);
  }

  private static void require(boolean sound, String name, String expected, Object found) {
    if (!sound) {
      throw new IllegalArgumentException(
          "%s is out of range\n  expected %s, found %s".formatted(name, expected, found));
    }
  }
}
