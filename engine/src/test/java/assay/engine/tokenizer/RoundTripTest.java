package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Laws that hold for every text: decoding undoes encoding, and a stream of tokens yields the same
/// text as all at once.
class RoundTripTest {
  private static final List<Tokenizer> TOKENIZERS =
      List.of(References.byteLevel().tokenizer(), References.sentencePiece().tokenizer());

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /// A text of any code points but surrogates, many of them odd: controls, unassigned, private,
  /// noncharacters.
  private static String text(long seed) {
    Random random = new Random(seed);
    int[] bounds = {0x80, 0x800, 0x3000, 0x10000, 0x110000};
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    while (text.length() < length) {
      int codePoint = random.nextInt(bounds[random.nextInt(bounds.length)]);
      boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
      text.appendCodePoint(surrogate ? 0xFFFE : codePoint);
      if (random.nextInt(4) == 0) {
        text.append(" \n\u00A0a'".charAt(random.nextInt(5)));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decodingUndoesEncoding(long seed) {
    String text = text(seed);
    for (Tokenizer tokenizer : TOKENIZERS) {
      assertThat(tokenizer.decode(tokenizer.encode(text)))
          .as("%s, seed %d", tokenizer.name(), seed)
          .isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void streamsYieldTheWholeTextInWholeCharacters(long seed) {
    for (Tokenizer tokenizer : TOKENIZERS) {
      int[] random = new Random(seed).ints(50, 0, tokenizer.size()).toArray();
      for (int[] tokens : List.of(random, tokenizer.encode(text(seed)))) {
        assertThat(streamed(tokenizer, tokens))
            .as("%s, seed %d", tokenizer.name(), seed)
            .isEqualTo(tokenizer.continuation(tokens));
      }
    }
  }

  /// Returns what a stream makes of tokens; no part may end inside a character.
  static String streamed(Tokenizer tokenizer, int[] tokens) {
    TextStream stream = new TextStream(tokenizer);
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      String part = stream.append(token);
      assertThat(part.isEmpty() || !Character.isHighSurrogate(part.charAt(part.length() - 1)))
          .isTrue();
      text.append(part);
    }
    return text.append(stream.finish()).toString();
  }
}
