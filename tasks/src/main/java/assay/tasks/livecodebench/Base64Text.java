package assay.tasks.livecodebench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The bytes that a base64 text stands for, decoded slice by slice so that they are never all in
/// memory. (The platform's decoding stream works character by character and takes five times as
/// long.)
final class Base64Text extends InputStream {
  // Four characters are three bytes, so a slice is a multiple of four.
  private static final int SLICE_CHARACTERS = 1 << 16;

  private final String text;
  private int position;
  private InputStream slice = InputStream.nullInputStream();

  Base64Text(String text) {
    this.text = text;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int start, int length) throws IOException {
    int count = slice.read(buffer, start, length);
    while (count < 0 && position < text.length()) {
      slice = new ByteArrayInputStream(next());
      count = slice.read(buffer, start, length);
    }
    return count;
  }

  private byte[] next() throws IOException {
    int end = Math.min(position + SLICE_CHARACTERS, text.length());
    // A character beyond Latin-1 becomes a question mark, which the decoder refuses as it should.
    byte[] characters = text.substring(position, end).getBytes(StandardCharsets.ISO_8859_1);
    try {
      byte[] bytes = Base64.getDecoder().decode(characters);
      if (end < text.length() && bytes.length != characters.length / 4 * 3) {
        throw new IOException("base64 text ends before character " + end);
      }
      position = end;
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s in the %d characters from %d".formatted(e.getMessage(), end - position, position), e);
    }
  }
}
