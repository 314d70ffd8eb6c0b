package assay.engine.huggingface;

import assay.engine.format.DType;
import assay.engine.format.Shape;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Brings packed matrices into the types that kernels read, without rounding: INT4 where numbers
/// have at most four bits, INT8 where zero points are the middle of eight, and F32, eight or four
/// times as large, where groups are scattered over a row (`desc_act`), are no multiple of 32
/// columns, or have other zero points.
final class GroupEncoder {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int GROUP = 32;
  private static final int HALF = GROUP / 2;
  private static final int MIDDLE = 128;

  private final PackedMatrix matrix;
  private final DType dtype;
  private final byte[] numbers; // [TILE, columns]

  private GroupEncoder(PackedMatrix matrix, DType dtype) {
    this.matrix = matrix;
    this.dtype = dtype;
    numbers = new byte[Math.multiplyExact(PackedMatrix.TILE, matrix.columns())];
  }

  /// Returns a matrix as a tensor that is made when it is asked for.
  ///
  /// @param stored its numbers
  static Content.Made encode(PackedMatrix matrix, Located stored) {
    DType dtype = type(matrix);
    Shape shape = Shape.of(matrix.rows(), matrix.columns());
    return new Content.Made(
        dtype, shape, stored, out -> new GroupEncoder(matrix, dtype).write(out));
  }

  private static DType type(PackedMatrix matrix) {
    if (matrix.columns() % DType.INT4.blockElements() != 0 || !inRuns(matrix)) {
      return DType.F32;
    }
    if (matrix.bits() <= 4) {
      return DType.INT4;
    }
    return zerosAreMiddle(matrix) ? DType.INT8 : DType.F32;
  }

  private static boolean inRuns(PackedMatrix matrix) {
    for (int column = 0; column < matrix.columns(); column++) {
      if (matrix.group(column) != matrix.group(column / GROUP * GROUP)) {
        return false;
      }
    }
    return true;
  }

  private static boolean zerosAreMiddle(PackedMatrix matrix) {
    for (int row = 0; row < matrix.rows(); row++) {
      for (int group = 0; group < matrix.groups(); group++) {
        if (matrix.zero(row, group) != MIDDLE) {
          return false;
        }
      }
    }
    return true;
  }

  private void write(MemorySegment out) {
    long rowBytes = dtype.byteSize(matrix.columns());
    for (int first = 0; first < matrix.rows(); first += PackedMatrix.TILE) {
      int count = Math.min(PackedMatrix.TILE, matrix.rows() - first);
      Arrays.fill(numbers, (byte) 0);
      matrix.unpack(first, count, numbers);
      for (int i = 0; i < count; i++) {
        row(first + i, i * matrix.columns(), out.asSlice((first + i) * rowBytes, rowBytes));
      }
    }
  }

  /// @param start of the row's numbers
  private void row(int row, int start, MemorySegment out) {
    int step = dtype.blockElements();
    for (int column = 0; column < matrix.columns(); column += step) {
      MemorySegment block = out.asSlice(dtype.byteSize(column), dtype.blockBytes());
      switch (dtype) {
        case INT4, INT8 -> {
          int groups = step / GROUP;
          for (int i = 0; i < groups; i++) {
            group(row, column + i * GROUP, start, block, i, groups);
          }
        }
        default -> {
          int group = matrix.group(column);
          int number = Byte.toUnsignedInt(numbers[start + column]);
          float value = matrix.scale(row, group) * (number - matrix.zero(row, group));
          block.set(FLOAT, 0, value);
        }
      }
    }
  }

  /// Writes one of a block's groups; see [DType#INT4].
  private void group(int row, int column, int start, MemorySegment block, int index, int groups) {
    int group = matrix.group(column);
    block.set(FLOAT, (long) index * Float.BYTES, matrix.scale(row, group));
    long behind = (long) groups * Float.BYTES;
    int from = start + column;
    if (dtype == DType.INT8) {
      for (int i = 0; i < GROUP; i++) {
        byte number = (byte) (numbers[from + i] - MIDDLE);
        block.set(ValueLayout.JAVA_BYTE, behind + (long) index * GROUP + i, number);
      }
      return;
    }
    block.set(ValueLayout.JAVA_BYTE, behind + index, (byte) matrix.zero(row, group));
    long pairs = behind + groups + (long) index * HALF;
    for (int i = 0; i < HALF; i++) {
      int pair = numbers[from + i] | (numbers[from + HALF + i] << 4);
      block.set(ValueLayout.JAVA_BYTE, pairs + i, (byte) pair);
    }
  }
}
