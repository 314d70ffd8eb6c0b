package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The machine's preferred vectors: their width, how they are loaded from arrays and weights, and
/// how their lanes are summed. Everything is little-endian and without alignment.
final class Lanes {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  static final int LANES = FLOATS.length();

  static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE);
  static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE);
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE);
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE);

  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(LANES * Short.SIZE));
  // As many bytes as lanes, but at least eight: there is no smaller byte vector.
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(8, LANES) * Byte.SIZE));

  private Lanes() {}

  /// Returns whether the preferred width is one that the kernels are made for.
  static boolean supported() {
    int bits = FLOATS.vectorBitSize();
    return bits == 128 || bits == 256 || bits == 512;
  }

  static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(FLOATS, array, offset);
  }

  static FloatVector f32(MemorySegment data, long offset) {
    return FloatVector.fromMemorySegment(FLOATS, data, offset, LITTLE);
  }

  /// Returns 16-bit numbers as the upper halves of lanes.
  static FloatVector bf16(MemorySegment data, long offset) {
    return unsignedShorts(data, offset).lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  /// Returns 16-bit numbers without sign.
  static IntVector unsignedShorts(MemorySegment data, long offset) {
    return (IntVector)
        ShortVector.fromMemorySegment(SHORTS, data, offset, LITTLE)
            .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0);
  }

  /// Returns bytes `start + i` and following as signed numbers.
  ///
  /// @param i a multiple of the number of lanes; the bytes up to the next multiple of 8 are read
  static FloatVector signedBytes(MemorySegment data, long start, int i) {
    return (FloatVector)
        bytes(data, start, i).convertShape(VectorOperators.B2F, FLOATS, bytePart(i));
  }

  /// Returns bytes `start + i` and following as unsigned numbers.
  ///
  /// @param i a multiple of the number of lanes; the bytes up to the next multiple of 8 are read
  static IntVector unsignedBytes(MemorySegment data, long start, int i) {
    return (IntVector)
        bytes(data, start, i).convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, bytePart(i));
  }

  // Four lanes take half of the smallest byte vector.
  private static ByteVector bytes(MemorySegment data, long start, int i) {
    int first = LANES == 4 ? i & ~7 : i;
    return ByteVector.fromMemorySegment(BYTES, data, start + first, LITTLE);
  }

  private static int bytePart(int i) {
    return LANES == 4 ? (i >> 2) & 1 : 0;
  }

  /// Returns the whole numbers as floating-point numbers.
  static FloatVector toFloats(IntVector numbers) {
    return (FloatVector) numbers.convertShape(VectorOperators.I2F, FLOATS, 0);
  }

  /// Returns a binary16 number.
  static float half(MemorySegment data, long offset) {
    return Float.float16ToFloat(data.get(SHORT, offset));
  }

  /// Returns the sum of all lanes, neighbours first.
  ///
  /// @param lanes overwritten from index 0
  static float fold(FloatVector sums, float[] lanes) {
    sums.intoArray(lanes, 0);
    return fold(lanes, 0);
  }

  static float fold(float[] lanes, int offset) {
    float sum = foldFour(lanes, offset);
    if (LANES >= 8) {
      sum += foldFour(lanes, offset + 4);
    }
    if (LANES == 16) {
      sum += foldFour(lanes, offset + 8) + foldFour(lanes, offset + 12);
    }
    return sum;
  }

  private static float foldFour(float[] lanes, int offset) {
    return (lanes[offset] + lanes[offset + 1]) + (lanes[offset + 2] + lanes[offset + 3]);
  }
}
