package assay.results.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// UTF-8 that has bytes also for half a surrogate pair: the three that the scheme of UTF-8 gives
/// the number. Texts that differ so have bytes that differ, and a text without half pairs has its
/// plain UTF-8. For digests; no file and no request is written so, because no reader takes it.
///
/// Source: The WTF-8 encoding, <https://simonsapin.github.io/wtf-8/>.
public final class AnyUtf8 {
  private AnyUtf8() {}

  /// Returns the bytes of a text.
  public static byte[] bytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (ascii(text, utf8) || !HiddenCharacters.anySurrogate(text)) {
      return utf8;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(3, text.length()));
    int plain = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      if (HiddenCharacters.halfPair(codePoint)) {
        bytes.put(text.substring(plain, at).getBytes(StandardCharsets.UTF_8));
        bytes.put((byte) (0xE0 | (codePoint >> 12)));
        bytes.put((byte) (0x80 | ((codePoint >> 6) & 0x3F)));
        bytes.put((byte) (0x80 | (codePoint & 0x3F)));
        plain = at + 1;
      }
      at += Character.charCount(codePoint);
    }
    bytes.put(text.substring(plain).getBytes(StandardCharsets.UTF_8));
    byte[] all = new byte[bytes.position()];
    bytes.flip().get(all);
    return all;
  }

  /// As nearly all are, which a comparison of bytes tells sooner than a look at each character. A
  /// question mark may stand for half a pair. Texts of one length are the same where one starts
  /// with the other, which is compared by the vector also before the second compiler has come.
  private static boolean ascii(String text, byte[] utf8) {
    return utf8.length == text.length()
        && text.startsWith(new String(utf8, StandardCharsets.ISO_8859_1));
  }
}
