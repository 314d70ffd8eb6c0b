package assay.engine.huggingface;

import assay.engine.format.BlockScales;
import assay.engine.format.DType;
import assay.engine.format.Shape;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;

/// Where the bytes of a tensor come from.
sealed interface Content {
  /// Returns how its numbers are stored.
  DType dtype();

  /// Returns its dimensions.
  Shape shape();

  /// Returns the tensor of a file that it is, or that it is made of.
  Located located();

  /// The bytes of a file.
  ///
  /// @param scales of F8 numbers
  record Mapped(Located located, DType dtype, Optional<BlockScales> scales) implements Content {
    @Override
    public Shape shape() {
      return located.info().shape();
    }
  }

  /// Bytes that are made of those of one or more files, once they are asked for.
  ///
  /// @param maker fills them all
  record Made(DType dtype, Shape shape, Located located, Consumer<MemorySegment> maker)
      implements Content {}
}
