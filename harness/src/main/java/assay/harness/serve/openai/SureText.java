package assay.harness.serve.openai;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The text of a continuation as far as later tokens cannot change it: a stop string and what may
/// be the beginning of one, or of a character, is held back.
///
/// Mutable; one serves one continuation.
final class SureText {
  private final List<byte[]> stops;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] held = new byte[0]; // no part of it has been decoded
  private ByteBuffer open = ByteBuffer.allocate(0); // the beginning of a character
  private int told; // chars

  /// @param stops strings that end the text before them
  SureText(List<String> stops) {
    this.stops = stops.stream().map(stop -> stop.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /// Takes the bytes of the next token, and returns the text that is sure now and was not before.
  String append(byte[] bytes) {
    byte[] all = Arrays.copyOf(held, held.length + bytes.length);
    System.arraycopy(bytes, 0, all, held.length, bytes.length);
    int sure = Math.min(stop(all), all.length - beginningOfStop(all));
    held = Arrays.copyOfRange(all, sure, all.length);
    String text = decode(all, sure);
    told += text.length();
    return text;
  }

  /// Returns what is left of the whole text.
  String finish(String whole) {
    return whole.substring(Math.min(told, whole.length()));
  }

  /// Returns where the first stop string begins, with which the text ends; its length without one.
  private int stop(byte[] bytes) {
    for (int start = 0; start < bytes.length; start++) {
      for (byte[] stop : stops) {
        int end = start + stop.length;
        if (end <= bytes.length && Arrays.equals(bytes, start, end, stop, 0, stop.length)) {
          return start;
        }
      }
    }
    return bytes.length;
  }

  /// Returns the length of the longest end that is the beginning of a stop string.
  private int beginningOfStop(byte[] bytes) {
    int longest = 0;
    for (byte[] stop : stops) {
      for (int length = Math.min(stop.length - 1, bytes.length); length > longest; length--) {
        int from = bytes.length - length;
        if (Arrays.equals(bytes, from, bytes.length, stop, 0, length)) {
          longest = length;
        }
      }
    }
    return longest;
  }

  private String decode(byte[] bytes, int count) {
    ByteBuffer in =
        ByteBuffer.allocate(open.remaining() + count).put(open).put(bytes, 0, count).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, false);
    open = in.slice();
    return out.flip().toString();
  }
}
