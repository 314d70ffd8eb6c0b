package assay.engine.tokenizer;

/// What makes tokens of a piece. Safe to share between threads.
sealed interface PieceModel permits MergedPieces, UnigramPieces {

  /// Returns what encodes the pieces of one text; it may keep memory between them.
  Encoder encoder();

  /// Encodes the pieces of one text. Mutable.
  @FunctionalInterface
  interface Encoder {
    /// Adds the tokens of a piece, which is not empty.
    ///
    /// @throws IllegalArgumentException if the vocabulary cannot express it
    void encode(Piece piece, TokenList out);
  }
}
