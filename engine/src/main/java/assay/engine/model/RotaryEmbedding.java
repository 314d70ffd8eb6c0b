package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.PositionScheme.Rotary;

/// Rotary position embedding on pairs `(i, i + headDim / 2)` of each head.
///
/// Pair `i` at a position is turned by the angle `position * ropeBase^(-2i / headDim)`.
///
/// Source: Su et al., "RoFormer", 2021; the pairing is that of GPT-NeoX, which Qwen2 uses.
final class RotaryEmbedding {
  private final int headDim;
  private final double[] frequencies; // [headDim / 2], radians for each position

  RotaryEmbedding(GroupedQuery config) {
    Rotary rotary = (Rotary) config.position();
    headDim = config.headDim();
    frequencies = new double[headDim / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = Math.pow(rotary.base(), -2.0 * i / headDim);
    }
  }

  /// Fills in the cosines and sines of a batch's positions.
  ///
  /// @param cosines `[tokens, headDim / 2]`
  /// @param sines `[tokens, headDim / 2]`
  void angles(int firstPosition, int tokens, float[] cosines, float[] sines) {
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < frequencies.length; i++) {
        double angle = (firstPosition + token) * frequencies[i];
        cosines[token * frequencies.length + i] = (float) Math.cos(angle);
        sines[token * frequencies.length + i] = (float) Math.sin(angle);
      }
    }
  }

  /// Turns all heads of a batch in place.
  ///
  /// @param heads `[tokens, heads, headDim]`
  void rotate(float[] heads, int headCount, int tokens, float[] cosines, float[] sines) {
    int half = headDim / 2;
    for (int token = 0; token < tokens; token++) {
      for (int head = 0; head < headCount; head++) {
        int start = (token * headCount + head) * headDim;
        for (int i = 0; i < half; i++) {
          float cosine = cosines[token * half + i];
          float sine = sines[token * half + i];
          float first = heads[start + i];
          float second = heads[start + half + i];
          heads[start + i] = first * cosine - second * sine;
          heads[start + half + i] = second * cosine + first * sine;
        }
      }
    }
  }
}
