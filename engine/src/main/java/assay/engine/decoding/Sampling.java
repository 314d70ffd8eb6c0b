package assay.engine.decoding;

import static assay.engine.decoding.Ranges.require;

import java.util.OptionalInt;

/// Which tokens may be drawn, and by which random numbers.
///
/// The steps follow one another in this order, that of Hugging Face Transformers: temperature,
/// top-k, top-p, min-p, typical-p, draw. Each step measures shares of what the step before it has
/// left. vLLM applies min-p before top-k and top-p, which keeps the same tokens for min-p but may
/// let top-p keep fewer.
///
/// Sources: Fan et al., "Hierarchical Neural Story Generation", 2018 (top-k); Holtzman et al., "The
/// Curious Case of Neural Text Degeneration", 2020 (top-p); Nguyen et al., "Turning Up the Heat:
/// Min-p Sampling for Creative and Coherent LLM Outputs", 2024; Meister et al., "Locally Typical
/// Sampling", 2023.
///
/// @param temperature divides the logits; 0 always takes the likeliest token, and no other setting
///   here then matters
/// @param topK keeps this many of the likeliest tokens, at least 1, of equally likely ones those
///   with smaller ids; empty keeps all
/// @param topP keeps the fewest of the likeliest tokens that reach this share, above 0 up to 1
/// @param minP keeps tokens at least this many times as likely as the likeliest, from 0 up to 1
/// @param typicalP keeps the fewest tokens that reach this share, those first whose surprise is
///   nearest to its expectation, above 0 up to 1
/// @param seed of the random numbers
public record Sampling(
    double temperature, OptionalInt topK, double topP, double minP, double typicalP, long seed) {
  /// Always takes the likeliest token.
  public static final Sampling GREEDY = new Sampling(0, OptionalInt.empty(), 1, 0, 1, 0);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public Sampling {
    require(
        temperature >= 0 && temperature < Double.POSITIVE_INFINITY,
        "temperature",
        "a number from 0",
        temperature);
    require(topK.isEmpty() || topK.getAsInt() >= 1, "topK", "at least 1", topK.orElse(0));
    require(topP > 0 && topP <= 1, "topP", "above 0 and at most 1", topP);
    require(minP >= 0 && minP <= 1, "minP", "from 0 to 1", minP);
    require(typicalP > 0 && typicalP <= 1, "typicalP", "above 0 and at most 1", typicalP);
  }

  /// Returns plain sampling from the whole vocabulary.
  public static Sampling at(double temperature, long seed) {
    return new Sampling(temperature, OptionalInt.empty(), 1, 0, 1, seed);
  }

  /// Returns these settings with another seed.
  public Sampling withSeed(long other) {
    return new Sampling(temperature, topK, topP, minP, typicalP, other);
  }

  /// Returns whether a filter keeps some of the likeliest tokens only.
  boolean cutsTheTail() {
    return topK.isPresent() || topP < 1 || minP > 0;
  }
}
