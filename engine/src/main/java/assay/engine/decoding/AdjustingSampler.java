package assay.engine.decoding;

import java.util.Arrays;
import java.util.Map;

/// Adds biases to logits and takes penalties from them before another sampler chooses.
final class AdjustingSampler implements TokenSampler {
  private final TokenSampler chooser;
  private final Penalties penalties;
  private final Map<Integer, Float> bias;
  private final RecentTokens seen; // of prompt and continuation
  private final RecentTokens generated;
  private float[] adjusted = {}; // [vocabSize]

  AdjustingSampler(
      TokenSampler chooser, Penalties penalties, Map<Integer, Float> bias, int[] prompt) {
    this.chooser = chooser;
    this.penalties = penalties;
    this.bias = bias;
    seen = new RecentTokens(penalties.window());
    generated = new RecentTokens(penalties.window());
    Arrays.stream(prompt).forEach(seen::add);
  }

  @Override
  public int next(float[] logits) {
    int token = chooser.next(adjust(logits));
    chosen(token);
    return token;
  }

  /// Counts a token as generated.
  void chosen(int token) {
    seen.add(token);
    generated.add(token);
  }

  /// Returns the adjusted logits in an array that the next call uses again.
  float[] adjust(float[] logits) {
    if (adjusted.length != logits.length) {
      adjusted = new float[logits.length];
    }
    System.arraycopy(logits, 0, adjusted, 0, logits.length);
    bias.forEach(this::add);
    float repetition = (float) penalties.repetition();
    seen.forEach((token, _) -> adjusted[token] = repeated(adjusted[token], repetition));
    float frequency = (float) penalties.frequency();
    float presence = (float) penalties.presence();
    generated.forEach(
        (token, count) -> {
          adjusted[token] -= count * frequency;
          adjusted[token] -= presence;
        });
    return adjusted;
  }

  private void add(int token, float added) {
    if (token < 0 || token >= adjusted.length) {
      throw new IllegalArgumentException(
          "token %d with a logit bias is not in the vocabulary of %d"
              .formatted(token, adjusted.length));
    }
    adjusted[token] += added;
  }

  private static float repeated(float logit, float penalty) {
    return logit < 0 ? logit * penalty : logit / penalty;
  }
}
