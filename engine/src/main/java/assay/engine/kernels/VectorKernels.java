package assay.engine.kernels;

import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.INTS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.load;

import java.lang.foreign.MemorySegment;
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
  private final float[] lanes = new float[LANES];
  private final VectorRows rows = new VectorRows();
  private final VectorPanel panel = new VectorPanel();
  private final VectorSums sums = new VectorSums();

  /// Returns whether the preferred width is one that this class is made for.
  static boolean runsHere() {
    return Lanes.supported();
  }

  @Override
  public String name() {
    return "vector-" + FLOATS.vectorBitSize();
  }

  @Override
  public Kernels fresh() {
    return new VectorKernels();
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
    if (tokens < VectorPanel.LEAST_TOKENS) {
      rows.multiply(weights, rowFrom, rowTo, x, tokens, out);
    } else {
      panel.multiply(weights, rowFrom, rowTo, x, tokens, out);
    }
  }

  @Override
  public void expandRow(Matrix weights, int row, float[] out, int outOffset) {
    VectorWeights.expandRow(weights, row, out, outOffset);
  }

  @Override
  public void rmsNorm(float[] x, int offset, float[] gain, float epsilon, float[] out) {
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
  public void scores(AttentionTile tile, MemorySegment keys, long offset) {
    VectorScores.scores(tile, keys, offset);
  }

  @Override
  public void fold(AttentionTile tile) {
    VectorScores.fold(tile, lanes);
  }

  @Override
  public void addValues(AttentionTile tile, MemorySegment values, long offset, int stride) {
    sums.add(tile, values, offset, stride);
  }

  @Override
  public void addScaled(
      float factor, float[] x, int offset, int length, float[] out, int outOffset) {
    VectorFunctions.addScaled(factor, x, offset, length, out, outOffset);
  }

  @Override
  public void expandHalves(MemorySegment data, long offset, int count, MemorySegment out) {
    CacheExpansion.halves(data, offset, count, out);
  }

  @Override
  public void expandBytes(MemorySegment data, BytePlane plane, int rows, MemorySegment out) {
    CacheExpansion.bytes(data, plane, rows, out);
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
      gate[i] = gate[i] / (Exponential.of(-gate[i]) + 1) * up[i];
    }
  }

  /// [Exponential] of each lane.
  static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(Exponential.SMALLEST).min(Exponential.LARGEST);
    FloatVector n =
        bounded.mul(Exponential.LOG2_E).add(Exponential.ROUNDER).sub(Exponential.ROUNDER);
    FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -Exponential.LN2_HIGH), bounded);
    r = n.fma(FloatVector.broadcast(FLOATS, -Exponential.LN2_LOW), r);
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
}
