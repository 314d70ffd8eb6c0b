package assay.engine.kernels;

import java.lang.foreign.MemorySegment;

/// How weights of one type are packed into panels and multiplied: sizes and functions.
///
/// A panel is as many rows as a vector has lanes; a chunk of it some of their columns.
sealed interface PanelType permits DigitPanels, FloatPanels {
  /// Returns the instructions of the functions, which say how many rows a panel has and how many
  /// tokens a tile has at most.
  InstructionSet set();

  /// Returns the columns of a chunk.
  int chunkColumns();

  /// Returns the bytes of a chunk of all rows.
  int chunkBytes();

  /// Returns the bytes that a token's activations for a chunk take.
  int inputBytes();

  /// Copies chunks of one row to their places among the rows of a panel.
  void pack(MemorySegment matrix, PackProgram.Move move);

  /// Adds what belongs to a row and does not lie in it.
  ///
  /// @param to where the row's chunks have gone
  default void packScales(Matrix matrix, int row, PackProgram.Move to) {}

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
