package assay.engine.decoding;

/// Gives the bytes of text that a token stands for; a token may hold a part of a character.
@FunctionalInterface
public interface TokenDecoder {
  /// Returns the bytes of a token, in UTF-8 once joined with its neighbours; none for a control
  /// token that is no text. The array must not be changed.
  byte[] bytes(int token);
}
