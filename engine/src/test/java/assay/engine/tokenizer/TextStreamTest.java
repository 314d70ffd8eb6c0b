package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextStreamTest {
  /// The bytes F0 9F 98 80 of U+1F600, and the letter a.
  private static final BytePairTokenizer BYTES =
      new BytePairTokenizer(
          new Vocabulary(
              List.of("ð", "Ł", "ĺ", "Ģ", "a"),
              Collections.nCopies(5, TokenKind.NORMAL),
              SpecialTokens.NONE),
          List.of(),
          PreTokenizer.named("gpt-2").orElseThrow());

  @Test
  void holdsACharacterBackUntilItIsComplete() {
    TextStream stream = new TextStream(BYTES);
    assertThat(stream.append(4)).isEqualTo("a");
    assertThat(stream.append(0)).isEmpty();
    assertThat(stream.append(1)).isEmpty();
    assertThat(stream.append(2)).isEmpty();
    assertThat(stream.append(3)).isEqualTo("😀");
    assertThat(stream.finish()).isEmpty();
  }

  @Test
  void replacesWhatCannotBecomeACharacter() {
    TextStream stream = new TextStream(BYTES);
    assertThat(stream.append(0)).isEmpty();
    assertThat(stream.append(4)).isEqualTo("\uFFFDa");
    assertThat(stream.append(0)).isEmpty();
    assertThat(stream.finish()).isEqualTo("\uFFFD");
  }
}
