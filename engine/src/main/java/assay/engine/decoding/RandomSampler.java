package assay.engine.decoding;

/// Draws a token by its probability, after temperature, top-k and top-p in this order.
///
/// Tokens are ranked only as far as needed, so that a draw costs a pass over the vocabulary and a
/// few heap steps. Probabilities are summed in F64 in the order of the ranking.
///
/// Source: Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020 (top-p); the order
/// of the steps is that of Hugging Face Transformers.
final class RandomSampler implements TokenSampler {
  private final DecodingOptions options;
  private long state;

  RandomSampler(DecodingOptions options) {
    this.options = options;
    state = options.seed();
  }

  @Override
  public int next(float[] logits) {
    Ranking ranking = new Ranking(logits, options.temperature());
    int kept = Math.min(options.topK().orElse(logits.length), logits.length);
    double mass = kept == logits.length ? ranking.totalMass() : ranking.massOfFirst(kept);
    if (options.topP() < 1) {
      kept = ranking.countReaching(options.topP() * mass, kept);
      mass = ranking.massOfFirst(kept);
    }
    int drawn = ranking.countReaching(Math.nextUp(uniform() * mass), kept);
    return ranking.token(drawn - 1);
  }

  /// Returns the next random number from 0 to below 1.
  ///
  /// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014
  /// (SplitMix64). Written out so that a seed means the same on every Java release.
  private double uniform() {
    state += 0x9E3779B97F4A7C15L;
    long bits = state;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    bits ^= bits >>> 31;
    return (bits >>> 11) * 0x1p-53;
  }
}
