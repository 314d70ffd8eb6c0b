package assay.engine.tokenizer;

/// What becomes of characters that a vocabulary has no token for.
sealed interface UnknownCharacters {

  /// They become the tokens of their bytes.
  ///
  /// @param tokens of the bytes
  record AsBytes(ByteTokens tokens) implements UnknownCharacters {}

  /// They become one token that stands for all of them.
  ///
  /// @param token its id
  /// @param fused whether several in a row become one token
  record AsToken(int token, boolean fused) implements UnknownCharacters {}

  /// They cannot be encoded: the text is refused.
  record Refused() implements UnknownCharacters {}

  /// The refusal of a character.
  static IllegalArgumentException refusal(int codePoint) {
    return new IllegalArgumentException(
        "the vocabulary has no token for the character U+%04X of the text; the model cannot read it"
            .formatted(codePoint));
  }
}
