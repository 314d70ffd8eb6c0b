package assay.engine.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The tokens `<0x00>` to `<0xFF>` that stand for the bytes of characters which a vocabulary lacks.
final class ByteTokens {
  private final int[] tokens;

  private ByteTokens(int[] tokens) {
    this.tokens = tokens;
  }

  /// How a vocabulary spells the token of a byte.
  static String text(int value) {
    return "<0x%02X>".formatted(value);
  }

  /// The byte that a text stands for, if it is spelled so.
  static Optional<Byte> value(String text) {
    boolean spelled = text.length() == 6 && text.startsWith("<0x") && text.endsWith(">");
    int high = spelled ? "0123456789ABCDEF".indexOf(text.charAt(3)) : -1;
    int low = spelled ? "0123456789ABCDEF".indexOf(text.charAt(4)) : -1;
    return high < 0 || low < 0 ? Optional.empty() : Optional.of((byte) (16 * high + low));
  }

  /// The tokens of all bytes.
  ///
  /// @throws MalformedVocabularyException if one is missing
  static ByteTokens of(Map<String, Integer> ids) {
    int[] tokens = new int[256];
    for (int value = 0; value < 256; value++) {
      Integer id = ids.get(text(value));
      if (id == null) {
        throw new MalformedVocabularyException(
            "tokens", "a byte has no token", text(value), "none");
      }
      tokens[value] = id;
    }
    return new ByteTokens(tokens);
  }

  /// The token of a byte, 0 to 255.
  int token(int value) {
    return tokens[value];
  }

  /// Adds the tokens of the bytes of a text in UTF-8.
  void encode(String text, TokenList out) {
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      out.add(tokens[value & 0xFF]);
    }
  }
}
