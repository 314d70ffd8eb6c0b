package assay.tasks.format;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Strict UTF-8: what is not UTF-8 is an error, never a replacement character.
public final class Utf8 {
  private static final int FEW_BYTES = 1 << 16;

  /// What stands in a text for bytes that are no UTF-8, if it does not stand for itself.
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /// Returns a reader that throws a `CharacterCodingException` at the first byte that is no UTF-8.
  public static Reader reader(InputStream in) {
    return new InputStreamReader(
        in,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /// Returns a reader of bytes that are in memory, which throws as the other does. It is cheap for
  /// few, as the decoder of a stream has a buffer of its own.
  static Reader reader(byte[] bytes, int length) {
    if (length <= FEW_BYTES) {
      String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
      if (text.indexOf(REPLACEMENT) < 0) {
        return new StringReader(text);
      }
    }
    return reader(new ByteArrayInputStream(bytes, 0, length));
  }
}
