package assay.engine.model;

import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Rows;

/// Turns queries into weights of the positions that they see.
final class Softmax {
  private final Kernels kernels;
  private final ScoreConfig config;
  private final float scale;
  private final float[] slopes; // [headCount], or empty for none

  /// @param scale of the products
  /// @param slopes of linear biases, one for each head, or empty for none
  Softmax(Kernels kernels, ScoreConfig config, float scale, float[] slopes) {
    this.kernels = kernels;
    this.config = config;
    this.scale = scale;
    this.slopes = slopes;
  }

  /// Computes the weights of one head's keys.
  ///
  /// @param keys of the positions that are seen, the last one the query's own
  /// @param weights at least as many elements as keys
  void weigh(float[] queries, int start, int head, Rows keys, float[] weights) {
    int count = keys.count();
    kernels.scores(queries, start, keys, scale, weights);
    if (config.cap().isPresent()) {
      kernels.softCap(weights, 0, count, (float) config.cap().getAsDouble());
    }
    if (slopes.length > 0) {
      for (int i = 0; i < count; i++) {
        weights[i] -= slopes[head] * (count - 1 - i);
      }
    }
    kernels.softmax(weights, count);
  }
}
