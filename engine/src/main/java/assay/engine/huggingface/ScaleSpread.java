package assay.engine.huggingface;

import assay.engine.format.Shape;
import java.util.Optional;

/// Which weights of a matrix share a scale.
sealed interface ScaleSpread {
  /// Returns the shape of the scales of a matrix.
  Shape scales(long rows, long columns);

  /// Returns what shares a scale, for messages.
  String words();

  /// Returns how many columns a group has: what is said, else what follows from their number.
  static int size(Optional<ScaleSpread> said, int columns, int groups) {
    return said.isPresent() && said.get() instanceof Groups(int size)
        ? size
        : Math.ceilDiv(columns, groups);
  }

  /// All.
  record Whole() implements ScaleSpread {
    @Override
    public Shape scales(long rows, long columns) {
      return Shape.of(1);
    }

    @Override
    public String words() {
      return "whole matrices";
    }
  }

  /// Those of a row.
  record Rows() implements ScaleSpread {
    @Override
    public Shape scales(long rows, long columns) {
      return Shape.of(rows, 1);
    }

    @Override
    public String words() {
      return "rows";
    }
  }

  /// Some of a row.
  ///
  /// @param size their number, at least 1; the last group may be smaller
  record Groups(int size) implements ScaleSpread {
    @Override
    public Shape scales(long rows, long columns) {
      return Shape.of(rows, Math.ceilDiv(columns, size));
    }

    @Override
    public String words() {
      return "groups of " + size + " columns";
    }
  }

  /// Those of a block.
  record Blocks(ScaleBlock block) implements ScaleSpread {
    @Override
    public Shape scales(long rows, long columns) {
      return Shape.of(Math.ceilDiv(rows, block.rows()), Math.ceilDiv(columns, block.columns()));
    }

    @Override
    public String words() {
      return "blocks of %d by %d".formatted(block.rows(), block.columns());
    }
  }
}
