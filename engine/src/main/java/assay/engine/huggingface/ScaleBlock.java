package assay.engine.huggingface;

import assay.engine.family.JsonSettings;
import java.util.List;
import java.util.Optional;

/// Size of the blocks of a matrix that share a scale.
record ScaleBlock(int rows, int columns) {
  /// Returns the blocks that share scales, if it is blocks that do.
  static Optional<ScaleBlock> of(ScaleSpread spread) {
    return spread instanceof ScaleSpread.Blocks(ScaleBlock block)
        ? Optional.of(block)
        : Optional.empty();
  }

  /// Reads the two sides.
  ///
  /// @throws assay.engine.format.MalformedModelException if they are not two whole numbers above 0
  static ScaleBlock of(JsonSettings settings, String member) {
    List<Double> sides = settings.numbers(member);
    if (sides.size() != 2 || sides.stream().anyMatch(side -> side < 1 || side != Math.rint(side))) {
      throw settings.outOfRange(member, "two whole numbers above 0");
    }
    return new ScaleBlock(sides.get(0).intValue(), sides.get(1).intValue());
  }
}
