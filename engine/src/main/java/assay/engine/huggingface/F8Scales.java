package assay.engine.huggingface;

import assay.engine.format.BlockScales;
import assay.engine.format.Shape;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// Finds out what each scale of an F8 matrix belongs to.
///
/// Source: DeepSeek-AI, "DeepSeek-V3", 2024 (blocks); compressed-tensors, `forward.py` (one for
/// all, for each row, for each group of a row); FBGEMM in Transformers, `fbgemm_fp8.py` (rows).
final class F8Scales {
  private static final int WHOLE = 1 << 30; // a side of a block that no matrix reaches

  private F8Scales() {}

  /// @param weight of the module
  /// @param stored its scales, which are multiplied by
  /// @param block sides of blocks, if the configuration names any
  static BlockScales of(Located weight, Located stored, Optional<ScaleBlock> block) {
    Shape shape = weight.info().shape();
    Shape found = stored.info().shape();
    if (found.elements() == 1 && block.isEmpty()) {
      return scales(stored, WHOLE, WHOLE, 1);
    }
    if (block.isPresent()) {
      return inBlocks(shape, stored, block.get());
    }
    List<Long> sides = found.dimensions();
    long groups = sides.size() == 1 ? 1 : sides.get(1);
    if (sides.size() > 2 || sides.getFirst() != shape.rows() || shape.columns() % groups != 0) {
      throw StoredModule.fault(
          stored,
          "config.json does not say how the tensor is scaled",
          "one scale, or [%d, groups]; or the sides of blocks in \"quantization_config\""
              .formatted(shape.rows()),
          found.toString());
    }
    int width = groups == 1 ? WHOLE : Math.toIntExact(shape.columns() / groups);
    return scales(stored, 1, width, Math.toIntExact(groups));
  }

  private static BlockScales inBlocks(Shape shape, Located stored, ScaleBlock block) {
    long blockRows = Math.ceilDiv(shape.rows(), block.rows());
    long blockColumns = Math.ceilDiv(shape.columns(), block.columns());
    Shape expected = Shape.of(blockRows, blockColumns);
    if (!stored.info().shape().equals(expected)) {
      throw StoredModule.fault(
          stored,
          "scales do not fit their tensor",
          "F32 %s for %s in blocks of %d by %d"
              .formatted(expected, shape, block.rows(), block.columns()),
          "%s %s".formatted(stored.info().type(), stored.info().shape()));
    }
    return scales(stored, block.rows(), block.columns(), Math.toIntExact(blockColumns));
  }

  private static BlockScales scales(Located stored, int rows, int columns, int perRow) {
    MemorySegment values = MemorySegment.ofArray(Floats.of(stored));
    return new BlockScales(values, rows, columns, perRow, 0);
  }
}
