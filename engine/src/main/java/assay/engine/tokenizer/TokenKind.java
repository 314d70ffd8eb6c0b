package assay.engine.tokenizer;

/// What a token of a vocabulary is for. The numbers are those of `tokenizer.ggml.token_type` in
/// GGUF files.
public enum TokenKind {
  /// A piece of text.
  NORMAL(1),
  /// Stands for what the vocabulary cannot express.
  UNKNOWN(2),
  /// Steers the model and is no text, such as the end of a turn.
  CONTROL(3),
  /// Text that is always one token.
  USER_DEFINED(4),
  /// Never produced.
  UNUSED(5),
  /// One byte, of characters that the vocabulary lacks.
  BYTE(6);

  private final int code;

  TokenKind(int code) {
    this.code = code;
  }

  /// Returns the number of this kind in GGUF files.
  public int code() {
    return code;
  }

  /// Returns the kind with this number.
  ///
  /// @throws MalformedVocabularyException if there is none
  public static TokenKind of(int code) {
    for (TokenKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MalformedVocabularyException(
        "token_type", "a kind of token is unknown", "a number from 1 to 6", String.valueOf(code));
  }
}
