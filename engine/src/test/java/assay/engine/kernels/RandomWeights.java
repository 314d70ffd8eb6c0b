package assay.engine.kernels;

import assay.engine.format.BlockScales;
import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntSupplier;

/// Makes matrices of random weights in every type.
final class RandomWeights {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Random random;

  RandomWeights(Random random) {
    this.random = random;
  }

  /// Returns a matrix whose numbers are ordinary in every type.
  Matrix matrix(DType dtype, int rows, int columns) {
    int bytes = Math.toIntExact(dtype.byteSize((long) rows * columns));
    MemorySegment data = MemorySegment.ofArray(new byte[bytes]);
    switch (dtype) {
      case F32 -> fill(data, 4, () -> Float.floatToIntBits(number()));
      case BF16 -> fill(data, 2, () -> Float.floatToIntBits(number()) >>> 16);
      case F16 -> fill(data, 2, () -> Float.floatToFloat16(number()));
      case Q8_0,
          Q4_0,
          Q5_0,
          IQ4_NL,
          IQ4_XS,
          IQ2_XXS,
          IQ2_XS,
          IQ2_S,
          IQ3_XXS,
          IQ3_S,
          IQ1_S,
          Q1_0,
          Q2_0 ->
          fillBlocks(dtype, data, 0);
      case Q4_1, Q5_1, Q4_K, Q5_K -> fillBlocks(dtype, data, 0, 2);
      case Q2_K -> fillBlocks(dtype, data, 80, 82);
      case Q3_K -> fillBlocks(dtype, data, 108);
      case Q6_K -> fillBlocks(dtype, data, 208);
      case TQ1_0 -> fillBlocks(dtype, data, 52);
      case TQ2_0 -> fillBlocks(dtype, data, 64);
      case IQ1_M -> {
        fillBlocks(dtype, data);
        for (long block = 0; block < bytes; block += dtype.blockBytes()) {
          // The top of the scale's exponent, so that it is an ordinary number.
          byte last = data.get(ValueLayout.JAVA_BYTE, block + 55);
          data.set(ValueLayout.JAVA_BYTE, block + 55, (byte) ((last & 0x8f) | 0x20));
        }
      }
      case NVFP4 -> {
        fillBlocks(dtype, data);
        for (long block = 0; block < bytes; block += dtype.blockBytes()) {
          for (int i = 0; i < 4; i++) {
            data.set(ValueLayout.JAVA_BYTE, block + i, (byte) (0x10 + random.nextInt(0x20)));
          }
        }
      }
      case MXFP4 -> {
        fillBlocks(dtype, data);
        for (long block = 0; block < bytes; block += dtype.blockBytes()) {
          data.set(ValueLayout.JAVA_BYTE, block, (byte) (120 + random.nextInt(8)));
        }
      }
      case INT4, INT8 -> {
        fillBlocks(dtype, data);
        for (long block = 0; block < bytes; block += dtype.blockBytes()) {
          for (int group = 0; group < 2; group++) {
            data.set(FLOAT, block + (long) group * Float.BYTES, number() / 127);
            if (dtype == DType.INT4) {
              byte zero = (byte) random.nextInt(17);
              data.set(ValueLayout.JAVA_BYTE, block + 2 * Float.BYTES + group, zero);
            }
          }
        }
      }
      case F8_E4M3 -> {
        // Blocks whose sides fit neither the vectors nor the sides of the matrix.
        return scaled(rows, columns, 2, 23);
      }
    }
    return new Matrix(dtype, rows, columns, data);
  }

  /// Returns a matrix of F8 numbers with a scale for each block.
  Matrix scaled(int rows, int columns, int blockRows, int blockColumns) {
    MemorySegment data = MemorySegment.ofArray(new byte[rows * columns]);
    fill(data, 1, () -> random.nextInt(2) << 7 | random.nextInt(0x7f));
    int perRow = Math.ceilDiv(columns, blockColumns);
    MemorySegment factors =
        MemorySegment.ofArray(new byte[Float.BYTES * Math.ceilDiv(rows, blockRows) * perRow]);
    fill(factors, Float.BYTES, () -> Float.floatToIntBits(number() / 448));
    BlockScales scales = new BlockScales(factors, blockRows, blockColumns, perRow, 0);
    return new Matrix(DType.F8_E4M3, rows, columns, data, Optional.of(scales));
  }

  /// Fills blocks with random bytes, and puts random binary16 numbers at these offsets in each.
  private void fillBlocks(DType dtype, MemorySegment data, int... halves) {
    fill(data, 1, () -> random.nextInt(256));
    for (long block = 0; block < data.byteSize(); block += dtype.blockBytes()) {
      for (int half : halves) {
        data.set(SHORT, block + half, Float.floatToFloat16(number() / 127));
      }
    }
  }

  private static void fill(MemorySegment data, int size, IntSupplier bits) {
    for (long offset = 0; offset < data.byteSize(); offset += size) {
      int value = bits.getAsInt();
      for (int i = 0; i < size; i++) {
        data.set(ValueLayout.JAVA_BYTE, offset + i, (byte) (value >>> (8 * i)));
      }
    }
  }

  private float number() {
    return (float) random.nextGaussian();
  }
}
