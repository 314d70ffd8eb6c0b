package assay.engine.tokenizer;

import java.nio.charset.StandardCharsets;

/// The printable character that stands for each byte in byte-level vocabularies: printable bytes of
/// Latin-1 stand for themselves, the others for the characters from U+0100 on, in order.
///
/// Source: GPT-2, `encoder.py`, `bytes_to_unicode`.
final class ByteAlphabet {
  private static final char[] CHARACTERS = characters();
  private static final int[] BYTES = bytes();

  private ByteAlphabet() {}

  private static char[] characters() {
    char[] characters = new char[256];
    char next = 0x100;
    for (int value = 0; value < 256; value++) {
      boolean printable = (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD);
      characters[value] = printable ? (char) value : next++;
    }
    return characters;
  }

  private static int[] bytes() {
    int[] bytes = new int[0x100 + 256];
    java.util.Arrays.fill(bytes, -1);
    for (int value = 0; value < 256; value++) {
      bytes[CHARACTERS[value]] = value;
    }
    return bytes;
  }

  /// The character of a byte, 0 to 255.
  static char character(int value) {
    return CHARACTERS[value];
  }

  /// The bytes that a token's text stands for. A text that is not written in this alphabet stands
  /// for itself.
  static byte[] decode(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = text.charAt(i);
      int value = c < BYTES.length ? BYTES[c] : -1;
      if (value < 0) {
        return text.getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }
}
