package assay.engine.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

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
