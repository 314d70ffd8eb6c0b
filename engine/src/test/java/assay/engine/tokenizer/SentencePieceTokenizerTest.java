package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SentencePieceTokenizerTest {
  private final References.SentencePiece reference = References.sentencePiece();
  private final SentencePieceTokenizer tokenizer = reference.tokenizer();

  @Test
  void encodesAsSentencePieceDoes() {
    assertThat(reference.plain()).hasSize(72);
    for (References.Case each : reference.plain()) {
      assertThat(Arrays.stream(tokenizer.encode(each.text())).boxed())
          .as(each.text())
          .isEqualTo(each.ids());
    }
  }

  @Test
  void decodesWithoutTheSpaceThatEncodingAdds() {
    for (References.Case each : reference.plain()) {
      assertThat(tokenizer.decode(tokenizer.encode(each.text()))).isEqualTo(each.text());
    }
  }

  @Test
  void continuationKeepsTheSpaceThatBelongsToTheAnswer() {
    int[] ids = tokenizer.encode("the");
    assertThat(tokenizer.decode(ids)).isEqualTo("the");
    assertThat(tokenizer.continuation(ids)).isEqualTo(" the");
  }

  @Test
  void addsTheBeginOfTextWhenAsked() {
    int[] plain = tokenizer.encode("the");
    int[] prompt = tokenizer.encode("the", EncodingOptions.PROMPT);
    assertThat(prompt).hasSize(plain.length + 1).startsWith(1).endsWith(plain);
  }

  @Test
  void controlTokensAreTextUnlessAsked() {
    assertThat(tokenizer.encode("<s>")).doesNotContain(1);
    assertThat(tokenizer.encode("<s>", EncodingOptions.RENDERED)).containsExactly(1);
    assertThat(tokenizer.bytes(1)).isEmpty();
  }

  @Test
  void byteTokensAreBytes() {
    int token = reference.tokens().indexOf("<0xF0>");
    assertThat(tokenizer.bytes(token)).containsExactly((byte) 0xF0);
  }

  @Test
  void refusesScoresThatDoNotFit() {
    Vocabulary vocabulary = tokenizer.vocabulary();
    assertThatThrownBy(() -> new SentencePieceTokenizer(vocabulary, new float[1], true))
        .isInstanceOf(MalformedVocabularyException.class)
        .hasMessage(
            """
            vocabulary, scores: there is not one for each token
              expected 480 numbers, found 1\
            """);
  }
}
