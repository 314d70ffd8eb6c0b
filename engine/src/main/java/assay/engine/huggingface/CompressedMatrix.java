package assay.engine.huggingface;

import assay.engine.format.Shape;
import assay.engine.format.StoredType;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// A matrix of whole numbers as compressed-tensors stores it: as bytes with a sign (`weight`), or
/// packed in words row by row, half of the range added (`weight_packed`, with `weight_shape`).
/// `weight_scale` is one for all, or `[rows, groups]`; `weight_zero_point` of packed numbers is
/// packed down the rows; `weight_g_idx` says the group of each column where they are scattered.
///
/// Source: compressed-tensors 0.20.1, `pack_quantized/helpers.py`, `naive_quantized/base.py`,
/// `forward.py` (`dequantize`).
final class CompressedMatrix implements PackedMatrix {
  private static final List<Integer> PACKED = List.of(2, 4, 8); // others lie across words

  private final Sides sides;
  private final MemorySegment data;
  private final float[] scales;
  private final int groups;
  private final int groupSize; // where nothing else says which columns are in each
  private final Optional<Located> zeros;
  private final Optional<Words> groupOfColumn;

  /// @param perWord numbers of a word; 1 where each is a byte of its own
  private record Sides(int rows, int columns, int bits, int perWord) {
    int middle() {
      return 1 << (bits - 1);
    }

    /// Returns the bytes of a row.
    long rowBytes() {
      return perWord == 1 ? columns : (long) Integer.BYTES * Math.ceilDiv(columns, perWord);
    }
  }

  private CompressedMatrix(
      StoredModule module, Sides sides, Located stored, Optional<WeightScheme> scheme) {
    this.sides = sides;
    data = stored.data();
    Located scale =
        module.require("weight_scale", sides.perWord() == 1 ? "weight" : "weight_packed");
    scales = Floats.of(scale);
    groups = scales.length == 1 ? 1 : scales.length / sides.rows();
    if (scales.length != 1 && (scales.length != groups * sides.rows() || groups == 0)) {
      throw StoredModule.fault(
          scale,
          "scales do not fit their tensor",
          "one, or [%d, groups]".formatted(sides.rows()),
          scale.info().shape().toString());
    }
    Optional<ScaleSpread> spread = scheme.map(WeightScheme::spread);
    spread.ifPresent(
        each -> WeightScheme.requireScales(scale, each, sides.rows(), sides.columns()));
    groupSize = ScaleSpread.size(spread, sides.columns(), groups);
    zeros = module.find("weight_zero_point");
    groupOfColumn =
        module.find("weight_g_idx").map(found -> new Words(found.data(), 1, sides.columns()));
    zeros.ifPresent(this::requireZeros);
    module.find("weight_g_idx").ifPresent(this::requireGroups);
  }

  /// Returns a matrix of bytes.
  static CompressedMatrix ofBytes(StoredModule module, Optional<WeightScheme> scheme) {
    Located stored = module.parts().get("weight");
    List<Long> shape = stored.info().shape().dimensions();
    if (shape.size() != 2) {
      throw StoredModule.fault(
          stored, "this is no matrix", "two dimensions", stored.info().shape().toString());
    }
    int rows = Math.toIntExact(shape.get(0));
    int columns = Math.toIntExact(shape.get(1));
    return new CompressedMatrix(module, new Sides(rows, columns, Byte.SIZE, 1), stored, scheme);
  }

  /// Returns a matrix that is packed.
  static CompressedMatrix ofWords(StoredModule module, Optional<WeightScheme> scheme) {
    Located stored = module.parts().get("weight_packed");
    Words words = Words.of(stored);
    Located shape = module.require("weight_shape", "weight_packed");
    long columns = columns(shape, words);
    scheme.ifPresent(said -> requireWidth(stored, said.bits(), columns, words.columns()));
    List<Integer> widths = scheme.map(said -> List.of(said.bits())).orElse(PACKED);
    for (int bits : widths) {
      if (PACKED.contains(bits)
          && Math.ceilDiv(columns * bits, (long) Integer.SIZE) == words.columns()) {
        Sides sides = new Sides(words.rows(), Math.toIntExact(columns), bits, Integer.SIZE / bits);
        return new CompressedMatrix(module, sides, stored, scheme);
      }
    }
    throw StoredModule.fault(
        stored,
        "the engine does not read numbers of this width",
        "2, 4 or 8 bits for each of %d columns".formatted(columns),
        words.columns()
            + " words"
            + scheme.map(said -> ", and \"num_bits\": " + said.bits()).orElse(""));
  }

  private static void requireWidth(Located stored, int bits, long columns, int found) {
    long words = Math.ceilDiv(columns, (long) Integer.SIZE / bits);
    if (words != found) {
      throw StoredModule.fault(
          stored,
          "numbers of the tensor are not as wide as config.json says",
          "%d words a row for %d columns of %d bits".formatted(words, columns, bits),
          String.valueOf(found));
    }
  }

  private static long columns(Located shape, Words words) {
    ValueLayout.OfLong longs = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    boolean sound = shape.info().type() == StoredType.I64 && shape.info().shape().elements() == 2;
    if (!sound || shape.data().get(longs, 0) != words.rows()) {
      throw StoredModule.fault(
          shape,
          "this is not the shape of the weights",
          "two numbers of I64, the first %d".formatted(words.rows()),
          shape.info().type() + " " + shape.info().shape());
    }
    return shape.data().get(longs, Long.BYTES);
  }

  private void requireZeros(Located stored) {
    boolean packed = sides.perWord() > 1;
    long lines = packed ? Math.ceilDiv(sides.rows(), sides.perWord()) : sides.rows();
    long elements = scales.length == 1 && !packed ? 1 : lines * groups;
    StoredType type = packed ? StoredType.I32 : StoredType.I8;
    if (stored.info().type() != type || stored.info().shape().elements() != elements) {
      throw StoredModule.fault(
          stored,
          "zero points do not fit their tensor",
          type + " of " + elements + " elements",
          stored.info().type() + " " + stored.info().shape());
    }
  }

  private void requireGroups(Located stored) {
    if (stored.info().type() != StoredType.I32
        || !stored.info().shape().equals(Shape.of(sides.columns()))) {
      throw StoredModule.fault(
          stored,
          "these are not the groups of all columns",
          "I32 [%d]".formatted(sides.columns()),
          stored.info().type() + " " + stored.info().shape());
    }
    for (int column = 0; column < sides.columns(); column++) {
      if (group(column) < 0 || group(column) >= groups) {
        throw StoredModule.fault(
            stored,
            "a column is in a group that has no scale",
            "0 to " + (groups - 1),
            String.valueOf(group(column)));
      }
    }
  }

  @Override
  public int rows() {
    return sides.rows();
  }

  @Override
  public int columns() {
    return sides.columns();
  }

  @Override
  public int bits() {
    return sides.bits();
  }

  @Override
  public int groups() {
    return groups;
  }

  @Override
  public int group(int column) {
    return groupOfColumn.isPresent() ? groupOfColumn.get().at(0, column) : column / groupSize;
  }

  @Override
  public float scale(int row, int group) {
    return scales[scales.length == 1 ? 0 : row * groups + group];
  }

  @Override
  public int zero(int row, int group) {
    if (zeros.isEmpty()) {
      return sides.middle();
    }
    if (sides.perWord() == 1) {
      long at = scales.length == 1 ? 0 : (long) row * groups + group;
      return zeros.get().data().get(ValueLayout.JAVA_BYTE, at) + sides.middle();
    }
    Words words = new Words(zeros.get().data(), 1, groups);
    int line = row / sides.perWord();
    return words.number(line, group, row % sides.perWord(), sides.bits());
  }

  @Override
  public void unpack(int firstRow, int count, byte[] out) {
    for (int row = 0; row < count; row++) {
      long start = (firstRow + row) * sides.rowBytes();
      for (int column = 0; column < columns(); column++) {
        out[row * columns() + column] = (byte) number(start, column);
      }
    }
  }

  private int number(long start, int column) {
    int perByte = Byte.SIZE / sides.bits();
    int eight = data.get(ValueLayout.JAVA_BYTE, start + column / perByte);
    return sides.perWord() == 1
        ? eight + sides.middle()
        : (eight >> (column % perByte * sides.bits())) & ((1 << sides.bits()) - 1);
  }
}
