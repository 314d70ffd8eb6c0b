package assay.engine.kernels;

import java.lang.foreign.MemorySegment;

/// How weights of one type are packed into panels and multiplied: sizes and functions.
///
/// A panel is sixteen rows; a chunk of it some of their columns.
sealed interface PanelType permits DigitPanels, FloatPanels {
  /// Returns the columns of a chunk.
  int chunkColumns();

  /// Returns the bytes of a chunk of sixteen rows.
  int chunkBytes();

  /// Returns the bytes that a token's activations for a chunk take.
  int inputBytes();

  /// Copies chunks of one row to their places among sixteen rows.
  void pack(MemorySegment matrix, PackProgram.Move move);

  /// Writes a token's activations in the form that tiles read.
  ///
  /// @param x holds them
  /// @param first index of the first
  /// @param columns how many there are
  /// @param out room for all chunks; what the last chunk lacks becomes zero
  void prepare(float[] x, int first, int columns, MemorySegment out);

  /// Returns the function for tiles of this many tokens; see [TileFunction].
  MemorySegment tile(int tokens);
}
