package assay.engine.kernels;

import assay.engine.format.DType;

/// How far products with one matrix may be from those of the plain loops: what [Kernels] allows for
/// the order of sums, and what the set says of its rounding. The rows are expanded once.
final class ErrorBound {
  private static final double ULP = 0x1p-24;
  private static final int BLOCK = 32; // activations that share a scale

  private final float[][] rows;
  private final boolean minima;
  private final double rounding;
  private final double ownRounding;

  private ErrorBound(DType dtype, Kernels kernels, float[][] rows) {
    this.rows = rows;
    minima =
        switch (dtype) {
          case Q4_1, Q5_1, Q2_K, Q4_K, Q5_K -> true;
          default -> false;
        };
    boolean quantized = dtype.blockElements() > 1;
    Accuracy accuracy = kernels.accuracy();
    rounding = quantized && accuracy instanceof Accuracy.Bounded bounded ? bounded.rounding() : 0;
    boolean toBfloats =
        dtype == DType.BF16
            && accuracy instanceof Accuracy.Bounded bounded
            && bounded.bits() == Byte.SIZE;
    ownRounding = toBfloats ? 0x1p-8 : 0;
  }

  /// Returns the bound of some kernels.
  static ErrorBound of(Kernels kernels, Matrix weights) {
    return new ErrorBound(weights.dtype(), kernels, expanded(weights));
  }

  /// Returns the bound of other kernels on the same matrix.
  ErrorBound with(Kernels kernels, Matrix weights) {
    return new ErrorBound(weights.dtype(), kernels, rows);
  }

  private static float[][] expanded(Matrix weights) {
    float[][] rows = new float[weights.rows()][weights.columns()];
    for (int row = 0; row < rows.length; row++) {
      new ScalarKernels().expandRow(weights, row, rows[row], 0);
    }
    return rows;
  }

  /// Returns the bound of a row's product with the vector that begins at `start`.
  float of(int row, float[] x, int start) {
    float[] weights = rows[row];
    double perSum = ownRounding + 2 * weights.length * ULP;
    double sum = 0;
    double largest = 0;
    for (int i = 0; i < weights.length; i++) {
      if (i % BLOCK == 0) {
        largest = largest(x, start + i, start + Math.min(weights.length, i + BLOCK));
      }
      // Minima are multiplied apart, so that a small weight may be the difference of large ones.
      double weight = Math.abs(weights[i]) + (minima ? 0.1 : 0);
      sum += weight * (rounding * largest + perSum * Math.abs(x[start + i]));
    }
    return (float) sum + 1e-30f;
  }

  private static double largest(float[] x, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    return largest;
  }
}
