package assay.engine.model;

import assay.engine.config.PositionScheme;
import assay.engine.config.PositionScheme.Alibi;
import assay.engine.config.PositionScheme.None;
import assay.engine.config.PositionScheme.Rotary;

/// How fast each head's scores sink with the distance under ALiBi.
///
/// Of `n` heads, `n` a power of two, head `h` has the slope `2^(-maximumBias * (h + 1) / n)`. For
/// other `n` the first heads are those of the power of two below, and the rest every second one of
/// the power above.
///
/// Source: Press et al., "Train Short, Test Long", 2022, and its `get_slopes`.
final class AlibiSlopes {
  private AlibiSlopes() {}

  /// Returns each head's slope; an empty array for schemes without.
  static float[] of(PositionScheme scheme, int headCount) {
    return switch (scheme) {
      case Alibi(double maximumBias) -> slopes(maximumBias, headCount);
      case Rotary _, None _ -> new float[0];
    };
  }

  private static float[] slopes(double maximumBias, int headCount) {
    int power = Integer.highestOneBit(headCount);
    float[] slopes = new float[headCount];
    for (int head = 0; head < headCount; head++) {
      double exponent =
          head < power
              ? maximumBias * (head + 1) / power
              : maximumBias * (2 * (head - power) + 1) / (2.0 * power);
      slopes[head] = (float) Math.pow(2, -exponent);
    }
    return slopes;
  }
}
