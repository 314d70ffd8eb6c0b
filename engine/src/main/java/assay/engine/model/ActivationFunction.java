package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.kernels.Kernels;

/// The kernels that an [Activation] asks for.
record ActivationFunction(Activation kind) {
  private static final float LIMIT = 7;
  private static final double SLOPE = 1.702;

  /// Replaces elements from `from` to `to - 1`.
  void apply(Kernels kernels, float[] x, int from, int to) {
    switch (kind) {
      case SILU -> kernels.silu(x, from, to);
      case GELU -> kernels.gelu(x, from, to);
      case GELU_TANH -> kernels.geluTanh(x, from, to);
      case CLAMPED_SWIGLU -> throw new IllegalStateException("it bends gates alone");
    }
  }

  /// Replaces elements of a gate by themselves, activated, times those of `up`.
  void gate(Kernels kernels, float[] gate, float[] up, int from, int to) {
    switch (kind) {
      case SILU -> kernels.swiGlu(gate, up, from, to);
      case GELU, GELU_TANH -> {
        apply(kernels, gate, from, to);
        kernels.multiply(gate, up, from, to);
      }
      case CLAMPED_SWIGLU -> clamped(gate, up, from, to);
    }
  }

  private static void clamped(float[] gate, float[] up, int from, int to) {
    for (int i = from; i < to; i++) {
      float g = Math.min(gate[i], LIMIT);
      float u = Math.clamp(up[i], -LIMIT, LIMIT);
      gate[i] = (float) (g / (1 + Math.exp(-SLOPE * g)) * (u + 1));
    }
  }
}
