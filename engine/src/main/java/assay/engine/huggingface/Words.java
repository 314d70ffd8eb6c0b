package assay.engine.huggingface;

import assay.engine.format.Shape;
import assay.engine.format.StoredType;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/// A tensor `[rows, columns]` of whole numbers of 32 bits, each of several numbers that are packed.
///
/// @param data row by row
record Words(MemorySegment data, int rows, int columns) {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static Words of(Located tensor) {
    List<Long> sides = tensor.info().shape().dimensions();
    if (tensor.info().type() != StoredType.I32 || sides.size() != 2) {
      throw StoredModule.fault(
          tensor,
          "these are no numbers that weights are packed in",
          "I32 in two dimensions",
          tensor.info().type() + " " + tensor.info().shape());
    }
    return new Words(tensor.data(), Math.toIntExact(sides.get(0)), Math.toIntExact(sides.get(1)));
  }

  /// As [#of(Located)], with a size that is known.
  static Words of(Located tensor, int rows, int columns) {
    Words words = of(tensor);
    if (words.rows != rows || words.columns != columns) {
      throw StoredModule.fault(
          tensor,
          "tensor has the wrong shape",
          "shape " + Shape.of(rows, columns),
          tensor.info().shape().toString());
    }
    return words;
  }

  int at(int row, int column) {
    return data.get(INT, Integer.BYTES * ((long) row * columns + column));
  }

  /// Returns one of the numbers in a word.
  ///
  /// @param index of the number, the one in the lowest bits first
  int number(int row, int column, int index, int bits) {
    return (at(row, column) >>> (index * bits)) & ((1 << bits) - 1);
  }
}
