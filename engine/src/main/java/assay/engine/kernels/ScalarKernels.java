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
    for (int r = 0; r < keys.count; r++) {
      scores[r] = scale * dot(query, queryOffset, keys.data, keys.start(r), keys.width);
    }
  }

  @Override
  public void weightedSum(float[] weights, Rows values, float[] out, int outOffset) {
    for (int i = 0; i < values.width; i++) {
      float sum = 0;
      for (int r = 0; r < values.count; r++) {
        sum += weights[r] * values.data[values.start(r) + i];
      }
      out[outOffset + i] = sum;
    }
  }

  @Override
  public void swiGlu(float[] gate, float[] up, int from, int to) {
    for (int i = from; i < to; i++) {
      gate[i] = (float) (gate[i] / (1 + Math.exp(-gate[i]))) * up[i];
    }
  }
}
