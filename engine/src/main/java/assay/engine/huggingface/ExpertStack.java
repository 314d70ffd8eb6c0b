package assay.engine.huggingface;

import assay.engine.format.DType;
import assay.engine.format.Shape;
import assay.engine.format.StoredType;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Matrices of all experts in one tensor, in the ways of gpt-oss: transposed, or in blocks of MXFP4
/// whose scales are a tensor of their own. All rows are taken, or every second one, where those of
/// two matrices alternate.
///
/// Source: Transformers, `modeling_gpt_oss.py` (`GptOssExperts`), `mxfp4.py`
/// (`convert_moe_packed_tensors`).
///
/// @param first row of an expert that is taken
/// @param step from one row to the next
record ExpertStack(int first, int step) {
  private static final int BLOCK = DType.MXFP4.blockElements();
  private static final int HALF = BLOCK / 2;
  private static final int TILE = 32; // rows that are moved side by side, in lines of memory
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  /// All rows.
  static final ExpertStack WHOLE = new ExpertStack(0, 1);

  /// Returns matrices `[experts, rows / step, columns]` of what is stored as `[experts, columns,
  /// rows]`.
  Content.Made transposed(Located stored) {
    List<Long> sides = sides(stored, 3);
    DType dtype = numbers(stored);
    Shape shape = Shape.of(sides.get(0), taken(stored, sides.get(2)), sides.get(1));
    return new Content.Made(
        dtype, shape, stored, out -> transpose(stored.data(), dtype, shape, out));
  }

  private void transpose(MemorySegment data, DType dtype, Shape shape, MemorySegment out) {
    long columns = shape.columns();
    long rows = shape.dimensions().get(1);
    for (long expert = 0; expert < shape.dimensions().getFirst(); expert++) {
      for (long tile = 0; tile < rows; tile += TILE) {
        for (long column = 0; column < columns; column++) {
          for (long row = tile; row < Math.min(rows, tile + TILE); row++) {
            long from = (expert * columns + column) * rows * step + first + row * step;
            long to = (expert * rows + row) * columns + column;
            switch (dtype) {
              case F32 -> out.set(INT, to * Integer.BYTES, data.get(INT, from * Integer.BYTES));
              default -> out.set(SHORT, to * Short.BYTES, data.get(SHORT, from * Short.BYTES));
            }
          }
        }
      }
    }
  }

  /// Returns matrices of blocks, whose bytes hold neighbouring numbers, as the engine has them: a
  /// scale, then bytes whose numbers are half a block apart.
  ///
  /// @param stored `[experts, rows, columns / 32, 16]`
  /// @param scales `[experts, rows, columns / 32]`
  Content.Made blocks(Located stored, Located scales) {
    List<Long> sides = sides(stored, 4);
    if (stored.info().type() != StoredType.U8 || sides.get(3) != HALF) {
      throw unread(stored, "U8 [experts, rows, columns / 32, 16]");
    }
    Shape expected = new Shape(sides.subList(0, 3));
    if (scales.info().type() != StoredType.U8 || !scales.info().shape().equals(expected)) {
      throw unread(scales, "U8 " + expected);
    }
    Shape shape = Shape.of(sides.get(0), taken(stored, sides.get(1)), sides.get(2) * BLOCK);
    return new Content.Made(
        DType.MXFP4, shape, stored, out -> reorder(stored.data(), scales.data(), shape, out));
  }

  private void reorder(MemorySegment data, MemorySegment scales, Shape shape, MemorySegment out) {
    long perRow = shape.columns() / BLOCK;
    long target = 0;
    for (long row = 0; row < shape.rows(); row++) {
      long from = (row * step + first) * perRow;
      for (long block = from; block < from + perRow; block++) {
        out.set(ValueLayout.JAVA_BYTE, target, scales.get(ValueLayout.JAVA_BYTE, block));
        for (int i = 0; i < HALF; i++) {
          int low = number(data, block, i);
          int high = number(data, block, i + HALF);
          out.set(ValueLayout.JAVA_BYTE, target + 1 + i, (byte) (low | (high << 4)));
        }
        target += DType.MXFP4.blockBytes();
      }
    }
  }

  private static int number(MemorySegment data, long block, int i) {
    int pair = data.get(ValueLayout.JAVA_BYTE, block * HALF + i / 2);
    return (pair >> (i % 2 * 4)) & 15;
  }

  /// Returns vectors `[experts, rows / step]`.
  Content.Made bias(Located stored) {
    List<Long> sides = sides(stored, 2);
    DType dtype = numbers(stored);
    Shape shape = Shape.of(sides.get(0), taken(stored, sides.get(1)));
    return new Content.Made(
        dtype,
        shape,
        stored,
        out -> transpose(stored.data(), dtype, Shape.of(shape.elements(), 1, 1), out));
  }

  private static DType numbers(Located stored) {
    return stored
        .info()
        .type()
        .dtype()
        .filter(type -> type != DType.F8_E4M3)
        .orElseThrow(() -> unread(stored, "F32, F16 or BF16"));
  }

  private long taken(Located stored, long rows) {
    if (rows % step != 0) {
      throw unread(stored, "an even number of rows");
    }
    return rows / step;
  }

  private static List<Long> sides(Located stored, int count) {
    List<Long> sides = stored.info().shape().dimensions();
    if (sides.size() != count) {
      throw unread(stored, count + " dimensions");
    }
    return sides;
  }

  private static RuntimeException unread(Located stored, String expected) {
    return StoredModule.fault(
        stored,
        "these are no matrices of experts",
        expected,
        stored.info().type() + " " + stored.info().shape());
  }
}
