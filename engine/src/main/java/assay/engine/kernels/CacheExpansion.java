package assay.engine.kernels;

import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.LANES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// The part of [VectorKernels] that widens cache entries of F16 and Q8_0.
final class CacheExpansion {
  private CacheExpansion() {}

  static void halves(MemorySegment data, long offset, int count, MemorySegment out) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      half(data, offset + (long) Short.BYTES * i)
          .intoMemorySegment(out, (long) Float.BYTES * i, Lanes.LITTLE);
    }
    for (; i < count; i++) {
      float value = Lanes.half(data, offset + (long) Short.BYTES * i);
      out.set(Lanes.FLOAT, (long) Float.BYTES * i, value);
    }
  }

  static void bytes(MemorySegment data, BytePlane plane, int rows, MemorySegment out) {
    for (int row = 0; row < rows; row++) {
      long start = plane.bytes() + (long) row * plane.columns();
      long target = (long) Float.BYTES * row * plane.columns();
      int column = 0;
      for (; column <= plane.columns() - Math.max(8, LANES); column += LANES) {
        Lanes.signedBytes(data, start, column)
            .mul(scales(data, plane, row, column))
            .intoMemorySegment(out, target + (long) Float.BYTES * column, Lanes.LITTLE);
      }
      for (; column < plane.columns(); column++) {
        float scale = Lanes.half(data, plane.scaleOf(row, column));
        byte number = data.get(ValueLayout.JAVA_BYTE, start + column);
        out.set(Lanes.FLOAT, target + (long) Float.BYTES * column, scale * number);
      }
    }
  }

  private static FloatVector scales(MemorySegment data, BytePlane plane, int row, int column) {
    long scale = plane.scaleOf(row, column);
    return plane.across()
        ? half(data, scale)
        : FloatVector.broadcast(FLOATS, Lanes.half(data, scale));
  }

  /// Widens finite binary16 exactly: exponent and fraction are moved to their places in a binary32,
  /// which is then too small by the difference of the two exponent biases.
  private static FloatVector half(MemorySegment data, long offset) {
    IntVector bits = Lanes.unsignedShorts(data, offset);
    FloatVector magnitude =
        bits.and(0x7fff).lanewise(VectorOperators.LSHL, 13).reinterpretAsFloats().mul(0x1p112f);
    IntVector sign = bits.and(0x8000).lanewise(VectorOperators.LSHL, 16);
    return magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
