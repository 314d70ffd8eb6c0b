package assay.engine.model;

import assay.engine.config.ModelConfig;

/// The intermediate results of one pass over a batch. Mutable, and owned by one session; which
/// method fills which array is said in [Transformer].
public final class Activations {
  final float[] residual; // [tokens, modelDim]
  final float[] normed; // [tokens, modelDim]
  final float[] branch; // [tokens, modelDim]
  final float[] queries; // [tokens, headCount, headDim]
  final float[] keys; // [tokens, kvHeadCount, headDim]
  final float[] values; // [tokens, kvHeadCount, headDim]
  final float[] attended; // [tokens, headCount, headDim]
  final float[] gate; // [tokens, ffnDim]
  final float[] up; // [tokens, ffnDim]
  final float[] cosines; // [tokens, headDim / 2]
  final float[] sines; // [tokens, headDim / 2]
  private final int batchTokens;
  private final float[][] scores; // [parts][positions]

  /// Allocates room for batches.
  ///
  /// @param batchTokens the most tokens in a batch
  /// @param parts workers that compute attention side by side
  public Activations(ModelConfig config, int batchTokens, int parts) {
    this.batchTokens = batchTokens;
    residual = batch(config.modelDim());
    normed = batch(config.modelDim());
    branch = batch(config.modelDim());
    queries = batch(Blocks.attention(config).queryDim());
    keys = batch(Blocks.attention(config).kvDim());
    values = batch(Blocks.attention(config).kvDim());
    attended = batch(Blocks.attention(config).queryDim());
    gate = batch(Blocks.feedForward(config).ffnDim());
    up = batch(Blocks.feedForward(config).ffnDim());
    cosines = batch(Blocks.attention(config).headDim() / 2);
    sines = batch(Blocks.attention(config).headDim() / 2);
    scores = new float[parts][0];
  }

  /// Returns the most tokens in a batch.
  public int batchTokens() {
    return batchTokens;
  }

  /// Returns a worker's own array of attention scores.
  float[] scores(int part) {
    return scores[part];
  }

  /// Makes room for attention scores over this many positions.
  void reserveScores(int positions) {
    for (int part = 0; part < scores.length; part++) {
      if (scores[part].length < positions) {
        scores[part] = new float[Math.max(positions, 2 * scores[part].length)];
      }
    }
  }

  private float[] batch(int width) {
    return new float[Math.multiplyExact(batchTokens, width)];
  }
}
