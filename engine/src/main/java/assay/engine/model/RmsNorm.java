package assay.engine.model;

import assay.engine.kernels.Kernels;

/// Root-mean-square norm with a gain for each element.
public final class RmsNorm {
  private final float[] gain; // [modelDim]
  private final float epsilon;

  RmsNorm(float[] gain, float epsilon) {
    this.gain = gain;
    this.epsilon = epsilon;
  }

  /// Normalises each vector of a batch.
  ///
  /// @param x `[tokens, modelDim]`
  /// @param out `[tokens, modelDim]`; may be `x`
  void apply(Kernels kernels, float[] x, int tokens, float[] out) {
    for (int token = 0; token < tokens; token++) {
      kernels.rmsNorm(x, token * gain.length, gain, epsilon, out);
    }
  }
}
