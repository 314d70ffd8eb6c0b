package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// [Kernels] as plain loops: what the formulas say, from left to right. The specification that
/// other implementations are tested against, and the fallback where there is no Vector API.
public final class ScalarKernels implements Kernels {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED;

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public Kernels fresh() {
    return new ScalarKernels();
  }

  @Override
  public Accuracy accuracy() {
    return new Accuracy.Exact();
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public void matmul(Operand operand, int rowFrom, int rowTo, Batch x, int tokens, Batch out) {
    Matrix weights = operand.source();
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
    Optional<GroupedWeights> grouped = GroupedWeights.of(weights.dtype());
    if (grouped.isPresent()) {
      long offset = weights.offsetBytes(row, 0);
      grouped.get().expand(weights.data(), offset, out, outOffset, weights.columns());
      return;
    }
    if (weights.dtype() == DType.F32) {
      long offset = weights.offsetBytes(row, 0);
      MemorySegment.copy(weights.data(), FLOAT, offset, out, outOffset, weights.columns());
      return;
    }
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
  public void scores(AttentionTile tile, MemorySegment keys, long offset) {
    for (int query = tile.first(); query < tile.end(); query++) {
      for (int p = tile.from[query]; p < tile.to[query]; p++) {
        float sum = 0;
        for (int i = 0; i < tile.queryWidth(); i++) {
          long key = offset + Float.BYTES * ((long) i * AttentionTile.POSITIONS + p);
          sum += tile.queries[query * tile.queryWidth() + i] * keys.get(FLOAT, key);
        }
        tile.scores[query * AttentionTile.POSITIONS + p] = tile.scale * sum;
      }
    }
  }

  @Override
  public void fold(AttentionTile tile) {
    for (int query = tile.first(); query < tile.end(); query++) {
      int first = query * AttentionTile.POSITIONS;
      float largest = tile.largest[query];
      for (int p = tile.from[query]; p < tile.to[query]; p++) {
        largest = Math.max(largest, tile.scores[first + p]);
      }
      float sum = 0;
      for (int p = tile.from[query]; p < tile.to[query]; p++) {
        tile.scores[first + p] = (float) Math.exp(tile.scores[first + p] - largest);
        sum += tile.scores[first + p];
      }
      if (tile.sees(query)) {
        rescale(tile, query, (float) Math.exp(tile.largest[query] - largest), sum);
        tile.largest[query] = largest;
      }
    }
  }

  private static void rescale(AttentionTile tile, int query, float factor, float added) {
    tile.mass[query] = tile.mass[query] * factor + added;
    int width = tile.valueWidth();
    for (int i = query * width; i < (query + 1) * width; i++) {
      tile.sums[i] *= factor;
    }
  }

  @Override
  public void addValues(AttentionTile tile, MemorySegment values, long offset, int stride) {
    int width = tile.valueWidth();
    for (int query = tile.first(); query < tile.end(); query++) {
      for (int p = tile.from[query]; p < tile.to[query]; p++) {
        float weight = tile.scores[query * AttentionTile.POSITIONS + p];
        for (int i = 0; i < width; i++) {
          long value = offset + Float.BYTES * ((long) p * stride + i);
          tile.sums[query * width + i] += weight * values.get(FLOAT, value);
        }
      }
    }
  }

  @Override
  public void addScaled(
      float factor, float[] x, int offset, int length, float[] out, int outOffset) {
    for (int i = 0; i < length; i++) {
      out[outOffset + i] += factor * x[offset + i];
    }
  }

  @Override
  public void expandHalves(MemorySegment data, long offset, int count, MemorySegment out) {
    for (long i = 0; i < count; i++) {
      out.set(FLOAT, Float.BYTES * i, Float.float16ToFloat(data.get(HALF, offset + 2 * i)));
    }
  }

  @Override
  public void expandBytes(MemorySegment data, BytePlane plane, int rows, MemorySegment out) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < plane.columns(); column++) {
        long index = (long) row * plane.columns() + column;
        float scale = Float.float16ToFloat(data.get(HALF, plane.scaleOf(row, column)));
        byte number = data.get(ValueLayout.JAVA_BYTE, plane.bytes() + index);
        out.set(FLOAT, Float.BYTES * index, scale * number);
      }
    }
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
