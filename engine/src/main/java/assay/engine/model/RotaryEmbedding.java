package assay.engine.model;

import assay.engine.config.PositionScheme.Rotary;

/// Rotary position embedding of one kind; see [Rotary].
final class RotaryEmbedding {
  private final Rotary config;
  private final int index;
  private final RopeFrequencies frequencies;

  /// @param index of this kind among those of the model, which finds its angles in [Activations]
  RotaryEmbedding(Rotary config, int index, int contextLength) {
    this.config = config;
    this.index = index;
    frequencies = RopeFrequencies.of(config, contextLength);
  }

  /// Fills in the cosines and sines of a batch's positions, `[tokens, width / 2]` each.
  void turnTo(int firstPosition, int tokens, Activations a) {
    float[] cosines = a.cosines[index];
    float[] sines = a.sines[index];
    double[] radians = frequencies.radians();
    double magnitude = frequencies.magnitude();
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < radians.length; i++) {
        double angle = (firstPosition + token) * radians[i];
        cosines[token * radians.length + i] = (float) (magnitude * Math.cos(angle));
        sines[token * radians.length + i] = (float) (magnitude * Math.sin(angle));
      }
    }
  }

  /// Turns all heads of a batch in place.
  ///
  /// @param x the first head's first turned element is at `first`; heads are `headStride` apart,
  ///   and a token's heads follow those of the token before
  void rotate(float[] x, int first, int headStride, int headCount, int tokens, Activations a) {
    for (int token = 0; token < tokens; token++) {
      for (int head = 0; head < headCount; head++) {
        rotate(x, first + (token * headCount + head) * headStride, token, a);
      }
    }
  }

  private void rotate(float[] x, int start, int token, Activations a) {
    int half = config.width() / 2;
    float[] cosines = a.cosines[index];
    float[] sines = a.sines[index];
    int step =
        switch (config.pairing()) {
          case HALVES -> 1;
          case INTERLEAVED -> 2;
        };
    int distance = step == 1 ? half : 1;
    for (int i = 0; i < half; i++) {
      float cosine = cosines[token * half + i];
      float sine = sines[token * half + i];
      int at = start + i * step;
      float first = x[at];
      float second = x[at + distance];
      x[at] = first * cosine - second * sine;
      x[at + distance] = second * cosine + first * sine;
    }
  }
}
