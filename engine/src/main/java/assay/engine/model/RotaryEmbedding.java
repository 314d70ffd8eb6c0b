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

  /// Fills in the cosines and sines of a row's position, `[rows, width / 2]` each.
  void turn(Activations a, int row, int position) {
    float[] cosines = a.cosines[index];
    float[] sines = a.sines[index];
    double[] radians = frequencies.radians();
    double magnitude = frequencies.magnitude();
    for (int i = 0; i < radians.length; i++) {
      double angle = position * radians[i];
      cosines[row * radians.length + i] = (float) (magnitude * Math.cos(angle));
      sines[row * radians.length + i] = (float) (magnitude * Math.sin(angle));
    }
  }

  /// Turns all heads of a row in place.
  ///
  /// @param x the first head's first turned element is at `first`
  /// @param headStride from one head to the next
  void rotate(Activations a, int row, float[] x, int first, int headStride, int headCount) {
    for (int head = 0; head < headCount; head++) {
      rotate(x, first + head * headStride, row, a);
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
