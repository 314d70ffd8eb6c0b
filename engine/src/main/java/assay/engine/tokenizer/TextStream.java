package assay.engine.tokenizer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns tokens into text one by one and holds back the bytes of a character until it is complete.
/// What it returns in all equals [Tokenizer#continuation] of all tokens. Mutable; one serves one
/// generation.
public final class TextStream {
  private final Tokenizer tokenizer;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer pending = ByteBuffer.allocate(0);

  /// Begins a text.
  public TextStream(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// Returns the characters that the token completes, possibly none.
  ///
  /// @throws IllegalArgumentException if it is no token
  public String append(int token) {
    return decode(tokenizer.bytes(token), false);
  }

  /// Returns U+FFFD if the text ends inside a character, else nothing. Nothing can be appended
  /// after it.
  public String finish() {
    return decode(new byte[0], true);
  }

  private String decode(byte[] bytes, boolean last) {
    ByteBuffer in =
        ByteBuffer.allocate(pending.remaining() + bytes.length).put(pending).put(bytes).flip();
    // A malformed byte takes one char, a character of four bytes two.
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, last);
    if (last) {
      decoder.flush(out);
    }
    pending = in.slice();
    return out.flip().toString();
  }
}
