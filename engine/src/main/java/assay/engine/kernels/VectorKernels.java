package assay.engine.kernels;

import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.INTS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.fold;
import static assay.engine.kernels.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// [Kernels] on the machine's preferred vector width.
///
/// **Weights.** [VectorWeights] knows how each type is expanded. Decode ([VectorRows]), which
/// expands weights on the way, and prefill ([VectorPanel]), which expands a panel of rows once for
/// all tokens, sum in the one order that [DotProduct] gives, so that their results are the same
/// bits.
public final class VectorKernels implements Kernels {
  /// Returns whether the preferred width is one that this class is made for.
  static boolean runsHere() {
    return Lanes.supported();
  }

  @Override
  public String name() {
    return "vector-" + FLOATS.vectorBitSize();
  }

  @Override
  public String toString() {
    return name();
  }

  @Override
  public void matmul(Matrix weights, int rowFrom, int rowTo, Batch x, int tokens, Batch out) {
    if (tokens < VectorPanel.TILE_TOKENS) {
      VectorRows rows = new VectorRows(weights, x, tokens, out);
      for (int row = rowFrom; row < rowTo; row++) {
        rows.multiply(row);
      }
    } else {
      VectorPanel panel = new VectorPanel(weights, x, tokens, out);
      for (int row = rowFrom; row < rowTo; row += VectorPanel.PANEL_ROWS) {
        panel.multiply(row, Math.min(VectorPanel.PANEL_ROWS, rowTo - row));
      }
    }
  }

  @Override
  public void expandRow(Matrix weights, int row, float[] out, int outOffset) {
    VectorWeights.expandRow(weights, row, out, outOffset);
  }

  @Override
  public void rmsNorm(float[] x, int offset, float[] gain, float epsilon, float[] out) {
    float[] lanes = new float[LANES];
    float meanSquare = DotProduct.ofArrays(x, offset, x, offset, gain.length, lanes) / gain.length;
    float scale = (float) (1 / Math.sqrt(meanSquare + epsilon));
    int i = 0;
    for (; i <= gain.length - LANES; i += LANES) {
      load(x, offset + i).mul(scale).mul(load(gain, i)).intoArray(out, offset + i);
    }
    for (; i < gain.length; i++) {
      out[offset + i] = x[offset + i] * scale * gain[i];
    }
  }

  @Override
  public void softmax(float[] x, int length) {
    float largest = Float.NEGATIVE_INFINITY;
    int i = 0;
    FloatVector maxima = FloatVector.broadcast(FLOATS, largest);
    for (; i <= length - LANES; i += LANES) {
      maxima = maxima.max(load(x, i));
    }
    largest = maxima.reduceLanes(VectorOperators.MAX);
    for (; i < length; i++) {
      largest = Math.max(largest, x[i]);
    }
    float scale = 1 / expAll(x, length, largest);
    i = 0;
    for (; i <= length - LANES; i += LANES) {
      load(x, i).mul(scale).intoArray(x, i);
    }
    for (; i < length; i++) {
      x[i] *= scale;
    }
  }

  /// Replaces each element by `exp(x[i] - largest)` and returns their sum.
  private static float expAll(float[] x, int length, float largest) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector e = exp(load(x, i).sub(largest));
      e.intoArray(x, i);
      sums = sums.add(e);
    }
    float sum = fold(sums, new float[LANES]);
    for (; i < length; i++) {
      x[i] = exp(x[i] - largest);
      sum += x[i];
    }
    return sum;
  }

  @Override
  public void scores(float[] query, int queryOffset, Rows keys, float scale, float[] scores) {
    switch (keys) {
      case Rows.Floats floats -> scoreFloats(query, queryOffset, floats, scale, scores);
      case Rows.Halves halves -> PackedRows.scores(query, queryOffset, halves, scale, scores);
      case Rows.Bytes bytes -> PackedRows.scores(query, queryOffset, bytes, scale, scores);
    }
  }

  private static void scoreFloats(
      float[] query, int queryOffset, Rows.Floats keys, float scale, float[] scores) {
    float[] lanes = new float[4 * LANES];
    int r = 0;
    for (; r <= keys.count - 4; r += 4) {
      fourScores(query, queryOffset, keys, r, lanes);
      for (int i = 0; i < 4; i++) {
        float sum = fold(lanes, i * LANES);
        scores[r + i] = scale * withRest(sum, query, queryOffset, keys, r + i);
      }
    }
    for (; r < keys.count; r++) {
      int start = keys.start(r);
      FloatVector sums = FloatVector.zero(FLOATS);
      for (int i = 0; i <= keys.width - LANES; i += LANES) {
        sums = load(query, queryOffset + i).fma(load(keys.data, start + i), sums);
      }
      scores[r] = scale * withRest(fold(sums, lanes), query, queryOffset, keys, r);
    }
  }

  /// Four keys at once share the loads of the query and hide the latency of the multiply-add.
  private static void fourScores(
      float[] query, int queryOffset, Rows.Floats keys, int row, float[] lanes) {
    float[] data = keys.data;
    int start0 = keys.start(row);
    int start1 = keys.start(row + 1);
    int start2 = keys.start(row + 2);
    int start3 = keys.start(row + 3);
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = FloatVector.zero(FLOATS);
    FloatVector sum2 = FloatVector.zero(FLOATS);
    FloatVector sum3 = FloatVector.zero(FLOATS);
    for (int i = 0; i <= keys.width - LANES; i += LANES) {
      FloatVector q = load(query, queryOffset + i);
      sum0 = q.fma(load(data, start0 + i), sum0);
      sum1 = q.fma(load(data, start1 + i), sum1);
      sum2 = q.fma(load(data, start2 + i), sum2);
      sum3 = q.fma(load(data, start3 + i), sum3);
    }
    sum0.intoArray(lanes, 0);
    sum1.intoArray(lanes, LANES);
    sum2.intoArray(lanes, 2 * LANES);
    sum3.intoArray(lanes, 3 * LANES);
  }

  private static float withRest(
      float sum, float[] query, int queryOffset, Rows.Floats keys, int row) {
    float total = sum;
    for (int i = keys.width - keys.width % LANES; i < keys.width; i++) {
      total = Math.fma(query[queryOffset + i], keys.data[keys.start(row) + i], total);
    }
    return total;
  }

  @Override
  public void weightedSum(float[] weights, Rows values, float[] out, int outOffset) {
    switch (values) {
      case Rows.Floats floats -> sumFloats(weights, floats, out, outOffset);
      case Rows.Halves halves -> PackedRows.weightedSum(weights, halves, out, outOffset);
      case Rows.Bytes bytes -> PackedRows.weightedSum(weights, bytes, out, outOffset);
    }
  }

  private static void sumFloats(float[] weights, Rows.Floats values, float[] out, int outOffset) {
    int i = 0;
    for (; i <= values.width - 4 * LANES; i += 4 * LANES) {
      sumFourVectors(weights, values, i, out, outOffset);
    }
    for (; i <= values.width - LANES; i += LANES) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int r = 0; r < values.count; r++) {
        FloatVector weight = FloatVector.broadcast(FLOATS, weights[r]);
        sum = weight.fma(load(values.data, values.start(r) + i), sum);
      }
      sum.intoArray(out, outOffset + i);
    }
    for (; i < values.width; i++) {
      float sum = 0;
      for (int r = 0; r < values.count; r++) {
        sum = Math.fma(weights[r], values.data[values.start(r) + i], sum);
      }
      out[outOffset + i] = sum;
    }
  }

  /// Four accumulators hide the latency of the multiply-add.
  private static void sumFourVectors(
      float[] weights, Rows.Floats values, int column, float[] out, int outOffset) {
    float[] data = values.data;
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = FloatVector.zero(FLOATS);
    FloatVector sum2 = FloatVector.zero(FLOATS);
    FloatVector sum3 = FloatVector.zero(FLOATS);
    for (int r = 0; r < values.count; r++) {
      int start = values.start(r) + column;
      FloatVector weight = FloatVector.broadcast(FLOATS, weights[r]);
      sum0 = weight.fma(load(data, start), sum0);
      sum1 = weight.fma(load(data, start + LANES), sum1);
      sum2 = weight.fma(load(data, start + 2 * LANES), sum2);
      sum3 = weight.fma(load(data, start + 3 * LANES), sum3);
    }
    sum0.intoArray(out, outOffset + column);
    sum1.intoArray(out, outOffset + column + LANES);
    sum2.intoArray(out, outOffset + column + 2 * LANES);
    sum3.intoArray(out, outOffset + column + 3 * LANES);
  }

  @Override
  public void layerNorm(
      float[] x, int offset, float[] gain, float[] bias, float epsilon, float[] out) {
    VectorFunctions.layerNorm(x, offset, gain, bias, epsilon, out);
  }

  @Override
  public void silu(float[] x, int from, int to) {
    VectorFunctions.silu(x, from, to);
  }

  @Override
  public void gelu(float[] x, int from, int to) {
    VectorFunctions.gelu(x, from, to);
  }

  @Override
  public void geluTanh(float[] x, int from, int to) {
    VectorFunctions.geluTanh(x, from, to);
  }

  @Override
  public void multiply(float[] x, float[] factors, int from, int to) {
    VectorFunctions.multiply(x, factors, from, to);
  }

  @Override
  public void softCap(float[] x, int from, int to, float cap) {
    VectorFunctions.softCap(x, from, to, cap);
  }

  @Override
  public void swiGlu(float[] gate, float[] up, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector g = load(gate, i);
      FloatVector silu = g.div(exp(g.neg()).add(1));
      silu.mul(load(up, i)).intoArray(gate, i);
    }
    for (; i < to; i++) {
      gate[i] = gate[i] / (exp(-gate[i]) + 1) * up[i];
    }
  }

  // exp(x) = 2^n * exp(r) with n = round(x / ln 2), |r| <= ln 2 / 2. ln 2 is split in two so that
  // n * LN2_HIGH is exact (Cody and Waite, "Software Manual for the Elementary Functions", 1980).
  private static final float LOG2_E = (float) (1 / Math.log(2));
  private static final float LN2_HIGH = 355f / 512;
  private static final float LN2_LOW = (float) (Math.log(2) - LN2_HIGH);
  // Adding and subtracting 1.5 * 2^23 rounds to a whole number.
  private static final float ROUNDER = 12582912f;
  // Results stay normal numbers; beyond, softmax and SiLU are 0 or 1 to F32 anyway.
  private static final float SMALLEST = -87;
  private static final float LARGEST = 88;

  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(SMALLEST).min(LARGEST);
    FloatVector n = bounded.mul(LOG2_E).add(ROUNDER).sub(ROUNDER);
    FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), bounded);
    r = n.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r);
    FloatVector p = FloatVector.broadcast(FLOATS, 1f / 5040);
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f / 720));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f / 120));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f / 24));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f / 6));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 0.5f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f));
    IntVector exponent = (IntVector) n.convertShape(VectorOperators.F2I, INTS, 0);
    FloatVector power = exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    return p.mul(power);
  }

  /// The same steps as in the lanes, so that an element's result does not depend on where a range
  /// was cut.
  static float exp(float x) {
    float bounded = Math.min(Math.max(x, SMALLEST), LARGEST);
    float n = bounded * LOG2_E + ROUNDER - ROUNDER;
    float r = Math.fma(n, -LN2_HIGH, bounded);
    r = Math.fma(n, -LN2_LOW, r);
    float p = 1f / 5040;
    p = Math.fma(p, r, 1f / 720);
    p = Math.fma(p, r, 1f / 120);
    p = Math.fma(p, r, 1f / 24);
    p = Math.fma(p, r, 1f / 6);
    p = Math.fma(p, r, 0.5f);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    return p * Float.intBitsToFloat(((int) n + 127) << 23);
  }
}
