package assay.engine.model;

import assay.engine.kernels.Kernels;

/// Brings vectors to one size, with a gain for each element.
public sealed interface Norm {
  /// Normalises vectors in place or from one array to the same places of another.
  ///
  /// @param first index of the first vector's first element
  /// @param stride from one vector to the next
  /// @param count how many vectors
  /// @param out may be `x`
  void apply(Kernels kernels, float[] x, int first, int stride, int count, float[] out);

  /// Returns the number of elements of a vector.
  int width();

  /// Normalises vectors `from` to `to - 1` of those that follow each other from index 0.
  default void apply(Kernels kernels, float[] x, int from, int to, float[] out) {
    apply(kernels, x, from * width(), width(), to - from, out);
  }

  /// Divides by the root of the mean square.
  final class RootMeanSquare implements Norm {
    private final float[] gain; // [width]
    private final float epsilon;

    RootMeanSquare(float[] gain, float epsilon) {
      this.gain = gain;
      this.epsilon = epsilon;
    }

    @Override
    public int width() {
      return gain.length;
    }

    @Override
    public void apply(Kernels kernels, float[] x, int first, int stride, int count, float[] out) {
      for (int i = 0; i < count; i++) {
        kernels.rmsNorm(x, first + i * stride, gain, epsilon, out);
      }
    }
  }

  /// Takes off the mean and divides by the deviation.
  final class Layer implements Norm {
    private final float[] gain; // [width]
    private final float[] bias; // [width]
    private final float epsilon;

    Layer(float[] gain, float[] bias, float epsilon) {
      this.gain = gain;
      this.bias = bias;
      this.epsilon = epsilon;
    }

    @Override
    public int width() {
      return gain.length;
    }

    @Override
    public void apply(Kernels kernels, float[] x, int first, int stride, int count, float[] out) {
      for (int i = 0; i < count; i++) {
        kernels.layerNorm(x, first + i * stride, gain, bias, epsilon, out);
      }
    }
  }
}
