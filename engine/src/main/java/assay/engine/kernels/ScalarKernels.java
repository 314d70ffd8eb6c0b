package assay.engine.kernels;

/// [Kernels] as plain loops: what the formulas say, from left to right. The specification that
/// other implementations are tested against, and the fallback where there is no Vector API.
public final class ScalarKernels implements Kernels {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public void matmul(Matrix weights, int rowFrom, int rowTo, Batch x, int tokens, Batch out) {
    float[] row = new float[weights.columns()];
    for (int r = rowFrom; r < rowTo; r++) {
      expandRow(weights, r, row, 0);
      for (int t = 0; t < tokens; t++) {
        out.data[out.start(t) + r] = dot(row, 0, x.data, x.start(t), row.length);
      }
    }
  }

  @Override
  public void expandRow(Matrix weights, int row, float[] out, int outOffset) {
    for (int column = 0; column < weights.columns(); column++) {
      out[outOffset + column] = ScalarWeights.element(weights, row, column);
    }
  }

  private static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  @Override
  public void rmsNorm(float[] x, int offset, float[] gain, float epsilon, float[] out) {
    float meanSquare = dot(x, offset, x, offset, gain.length) / gain.length;
    float scale = (float) (1 / Math.sqrt(meanSquare + epsilon));
    for (int i = 0; i < gain.length; i++) {
      out[offset + i] = x[offset + i] * scale * gain[i];
    }
  }

  @Override
  public void softmax(float[] x, int length) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, x[i]);
    }
    float sum = 0;
    for (int i = 0; i < length; i++) {
      x[i] = (float) Math.exp(x[i] - largest);
      sum += x[i];
    }
    for (int i = 0; i < length; i++) {
      x[i] /= sum;
    }
  }

  @Override
  public void scores(float[] query, int queryOffset, Rows keys, float scale, float[] scores) {
    for (int r = 0; r < keys.count(); r++) {
      float sum = 0;
      for (int i = 0; i < keys.width(); i++) {
        sum += query[queryOffset + i] * element(keys, r, i);
      }
      scores[r] = scale * sum;
    }
  }

  @Override
  public void weightedSum(float[] weights, Rows values, float[] out, int outOffset) {
    for (int i = 0; i < values.width(); i++) {
      float sum = 0;
      for (int r = 0; r < values.count(); r++) {
        sum += weights[r] * element(values, r, i);
      }
      out[outOffset + i] = sum;
    }
  }

  private static float element(Rows rows, int row, int i) {
    return switch (rows) {
      case Rows.Floats floats -> floats.data[floats.start(row) + i];
      case Rows.Halves halves -> Float.float16ToFloat(halves.data[halves.start(row) + i]);
      case Rows.Bytes bytes ->
          Float.float16ToFloat(bytes.scales[bytes.scaleStart(row) + i / Rows.BLOCK])
              * bytes.data[bytes.start(row) + i];
    };
  }

  @Override
  public void swiGlu(float[] gate, float[] up, int from, int to) {
    for (int i = from; i < to; i++) {
      gate[i] = (float) (gate[i] / (1 + Math.exp(-gate[i]))) * up[i];
    }
  }

  @Override
  public void layerNorm(
      float[] x, int offset, float[] gain, float[] bias, float epsilon, float[] out) {
    float sum = 0;
    for (int i = 0; i < gain.length; i++) {
      sum += x[offset + i];
    }
    float mean = sum / gain.length;
    float squares = 0;
    for (int i = 0; i < gain.length; i++) {
      squares += (x[offset + i] - mean) * (x[offset + i] - mean);
    }
    float scale = (float) (1 / Math.sqrt(squares / gain.length + epsilon));
    for (int i = 0; i < gain.length; i++) {
      out[offset + i] = (x[offset + i] - mean) * scale * gain[i] + bias[i];
    }
  }

  @Override
  public void silu(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = (float) (x[i] / (1 + Math.exp(-x[i])));
    }
  }

  @Override
  public void gelu(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = (float) (0.5 * x[i] * (1 + erf(x[i] / Math.sqrt(2))));
    }
  }

  /// Returns the error function by its series `2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (1
  /// * 3 * ... * (2n+1))`, whose terms are all of one sign.
  ///
  /// Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.6.
  private static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = 0;
    for (int n = 0; sum + term != sum; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 3);
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  @Override
  public void geluTanh(float[] x, int from, int to) {
    double root = Math.sqrt(2 / Math.PI);
    for (int i = from; i < to; i++) {
      double cubic = x[i] + 0.044715 * x[i] * x[i] * x[i];
      x[i] = (float) (0.5 * x[i] * (1 + Math.tanh(root * cubic)));
    }
  }

  @Override
  public void multiply(float[] x, float[] factors, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] *= factors[i];
    }
  }

  @Override
  public void softCap(float[] x, int from, int to, float cap) {
    for (int i = from; i < to; i++) {
      x[i] = (float) (cap * Math.tanh(x[i] / cap));
    }
  }
}
