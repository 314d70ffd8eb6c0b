package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// How weights of one type are packed into panels and multiplied: sizes and functions.
///
/// A panel is as many rows as a vector has lanes; a chunk of it some of their columns.
sealed interface PanelType permits DigitPanels, GroupedPanels, FloatPanels, BfloatPanels {
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
  /// @param columns how many there are
  /// @param room where they are written
  /// @param offset of the first byte there
  /// @param byteSize of all chunks; what the last chunk lacks becomes zero
  void prepare(Batch x, int token, int columns, MemorySegment room, long offset, long byteSize);

  /// Fills bytes with zeros, without making an object.
  static void clear(MemorySegment room, long from, long to) {
    for (long at = from; at < to; at++) {
      room.set(ValueLayout.JAVA_BYTE, at, (byte) 0);
    }
  }

  /// Returns the function for tiles of this many tokens; see [TileFunction].
  MemorySegment tile(int tokens);
}
