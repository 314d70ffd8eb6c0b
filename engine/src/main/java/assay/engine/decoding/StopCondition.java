package assay.engine.decoding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Collects the bytes of a generation and says when it ends.
///
/// Stop strings are looked for in the joined bytes, so that they are found wherever tokens begin
/// and end. Of several that end in the same token the one that begins first counts. The text kept
/// ends before it. A stop string has to begin in the continuation: one that the prompt begins does
/// not count. Mutable; one serves one generation.
public final class StopCondition {
  private final DecodingOptions options;
  private final BitSet stopTokens = new BitSet();
  private final TokenDecoder decoder;
  private final List<byte[]> stopStrings;
  private final int longestStop;
  private byte[] text = new byte[256];
  private int length;
  private int tokens;

  /// Begins a generation.
  public StopCondition(DecodingOptions options, TokenDecoder decoder) {
    this.options = options;
    this.decoder = decoder;
    options.stopTokens().stream().filter(token -> token >= 0).forEach(stopTokens::set);
    stopStrings =
        options.stopStrings().stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList();
    longestStop = stopStrings.stream().mapToInt(stop -> stop.length).max().orElse(0);
  }

  /// Takes the next token and returns why the generation ends with it, if it does. A stop token
  /// adds nothing to the text.
  public Optional<FinishReason> accept(int token) {
    tokens++;
    if (stopTokens.get(token)) {
      return Optional.of(FinishReason.STOP_TOKEN);
    }
    int before = length;
    append(decoder.bytes(token));
    if (cutAtStopString(before)) {
      return Optional.of(FinishReason.STOP_STRING);
    }
    return tokens >= options.maxTokens()
        ? Optional.of(FinishReason.LENGTH_LIMIT)
        : Optional.empty();
  }

  /// Returns the bytes kept so far. They may end inside a character.
  public byte[] bytes() {
    return Arrays.copyOf(text, length);
  }

  private void append(byte[] bytes) {
    if (length + bytes.length > text.length) {
      text = Arrays.copyOf(text, Math.max(length + bytes.length, 2 * text.length));
    }
    System.arraycopy(bytes, 0, text, length, bytes.length);
    length += bytes.length;
  }

  /// Looks only at places where a stop string would end in the newest bytes.
  private boolean cutAtStopString(int before) {
    for (int start = Math.max(0, before - longestStop + 1); start < length; start++) {
      for (byte[] stop : stopStrings) {
        int end = start + stop.length;
        if (end <= length && Arrays.equals(text, start, end, stop, 0, stop.length)) {
          length = start;
          return true;
        }
      }
    }
    return false;
  }
}
