package assay.engine.kernels;

import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.INTS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.load;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The part of [VectorKernels] that reads cache entries of F16 and Q8_0 where they lie.
///
/// Sums over a row's elements go to one accumulator, whose lanes are folded before the elements
/// behind the last full vector follow; sums over rows go from the first row to the last.
final class PackedRows {
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(LANES * Short.SIZE));
  // As many bytes as lanes, but at least eight: there is no smaller byte vector.
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(8, LANES) * Byte.SIZE));

  private PackedRows() {}

  static void scores(
      float[] query, int queryOffset, Rows.Halves keys, float scale, float[] scores) {
    float[] lanes = new float[LANES];
    for (int r = 0; r < keys.count; r++) {
      int start = keys.start(r);
      FloatVector sums = FloatVector.zero(FLOATS);
      int i = 0;
      for (; i <= keys.width - LANES; i += LANES) {
        sums = half(keys.data, start + i).fma(load(query, queryOffset + i), sums);
      }
      float sum = Lanes.fold(sums, lanes);
      for (; i < keys.width; i++) {
        sum = Math.fma(Float.float16ToFloat(keys.data[start + i]), query[queryOffset + i], sum);
      }
      scores[r] = scale * sum;
    }
  }

  static void scores(float[] query, int queryOffset, Rows.Bytes keys, float scale, float[] scores) {
    float[] lanes = new float[LANES];
    for (int r = 0; r < keys.count; r++) {
      int start = keys.start(r);
      int scales = keys.scaleStart(r);
      FloatVector sums = FloatVector.zero(FLOATS);
      int i = 0;
      for (; i <= keys.width - LANES; i += LANES) {
        FloatVector entry = bytes(keys.data, start, i).mul(scale(keys, scales, i));
        sums = entry.fma(load(query, queryOffset + i), sums);
      }
      float sum = Lanes.fold(sums, lanes);
      for (; i < keys.width; i++) {
        float entry = scale(keys, scales, i) * keys.data[start + i];
        sum = Math.fma(entry, query[queryOffset + i], sum);
      }
      scores[r] = scale * sum;
    }
  }

  static void weightedSum(float[] weights, Rows.Halves values, float[] out, int outOffset) {
    Arrays.fill(out, outOffset, outOffset + values.width, 0);
    for (int r = 0; r < values.count; r++) {
      int start = values.start(r);
      FloatVector weight = FloatVector.broadcast(FLOATS, weights[r]);
      int i = 0;
      for (; i <= values.width - LANES; i += LANES) {
        FloatVector sum = load(out, outOffset + i);
        weight.fma(half(values.data, start + i), sum).intoArray(out, outOffset + i);
      }
      for (; i < values.width; i++) {
        float entry = Float.float16ToFloat(values.data[start + i]);
        out[outOffset + i] = Math.fma(weights[r], entry, out[outOffset + i]);
      }
    }
  }

  static void weightedSum(float[] weights, Rows.Bytes values, float[] out, int outOffset) {
    Arrays.fill(out, outOffset, outOffset + values.width, 0);
    for (int r = 0; r < values.count; r++) {
      int start = values.start(r);
      int scales = values.scaleStart(r);
      FloatVector weight = FloatVector.broadcast(FLOATS, weights[r]);
      int i = 0;
      for (; i <= values.width - LANES; i += LANES) {
        FloatVector entry = bytes(values.data, start, i).mul(scale(values, scales, i));
        weight.fma(entry, load(out, outOffset + i)).intoArray(out, outOffset + i);
      }
      for (; i < values.width; i++) {
        float entry = scale(values, scales, i) * values.data[start + i];
        out[outOffset + i] = Math.fma(weights[r], entry, out[outOffset + i]);
      }
    }
  }

  /// Widens finite binary16 exactly: exponent and fraction are moved to their places in a binary32,
  /// which is then too small by the difference of the two exponent biases.
  private static FloatVector half(short[] data, int offset) {
    IntVector bits =
        (IntVector)
            ShortVector.fromArray(SHORTS, data, offset)
                .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
    FloatVector magnitude =
        bits.and(0x7fff).lanewise(VectorOperators.LSHL, 13).reinterpretAsFloats().mul(0x1p112f);
    IntVector sign = bits.and(0x8000).lanewise(VectorOperators.LSHL, 16);
    return magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /// Returns a row's bytes from element `i` on, as numbers without their scale.
  private static FloatVector bytes(byte[] data, int start, int i) {
    // Four lanes take half of the smallest byte vector.
    int first = LANES == 4 ? i & ~7 : i;
    int part = LANES == 4 ? (i >> 2) & 1 : 0;
    return (FloatVector)
        ByteVector.fromArray(BYTES, data, start + first)
            .convertShape(VectorOperators.B2F, FLOATS, part);
  }

  private static float scale(Rows.Bytes rows, int scales, int i) {
    return Float.float16ToFloat(rows.scales[scales + i / Rows.BLOCK]);
  }
}
