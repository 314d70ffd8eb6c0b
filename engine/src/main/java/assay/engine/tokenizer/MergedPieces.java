package assay.engine.tokenizer;

import java.nio.charset.StandardCharsets;

/// Byte-pair encoding of pieces whose characters are tokens: the characters of a byte-level
/// alphabet, or those of the text itself.
final class MergedPieces implements PieceModel {
  private final TokenTrie vocabulary;
  private final MergeTable merges;
  private final UnknownCharacters unknown;
  private final boolean wholePiecesFirst;

  /// @param vocabulary the tokens of the model
  /// @param merges of them
  /// @param unknown what becomes of characters without token
  /// @param wholePiecesFirst whether a piece that is a token is that token, even if no merges lead
  ///   to it
  MergedPieces(
      TokenTrie vocabulary,
      MergeTable merges,
      UnknownCharacters unknown,
      boolean wholePiecesFirst) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.unknown = unknown;
    this.wholePiecesFirst = wholePiecesFirst;
  }

  @Override
  public Encoder encoder() {
    PieceMerger merger = new PieceMerger(merges);
    return (piece, out) -> encode(piece, merger, out);
  }

  private void encode(Piece piece, PieceMerger merger, TokenList out) {
    if (wholePiecesFirst) {
      int whole = vocabulary.find(piece.text(), piece.from(), piece.to());
      if (whole != TokenTrie.NONE) {
        out.add(whole);
        return;
      }
    }
    boolean behindUnknown = false;
    for (int i = piece.from(); i < piece.to(); i++) {
      int token = vocabulary.find(piece.text(), i, i + 1);
      if (token != TokenTrie.NONE) {
        merger.add(token);
      } else {
        addUnknown(piece.text()[i], behindUnknown, merger);
      }
      behindUnknown = token == TokenTrie.NONE;
    }
    merger.mergeInto(out);
  }

  private void addUnknown(int codePoint, boolean behindUnknown, PieceMerger merger) {
    switch (unknown) {
      case UnknownCharacters.AsBytes(ByteTokens tokens) -> {
        for (byte value : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
          merger.add(tokens.token(value & 0xFF));
        }
      }
      case UnknownCharacters.AsToken(int token, boolean fused) -> {
        if (!fused || !behindUnknown) {
          merger.add(token);
        }
      }
      case UnknownCharacters.Refused() -> throw UnknownCharacters.refusal(codePoint);
    }
  }
}
