package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BytePairTokenizerTest {
  private final References.ByteLevel reference = References.byteLevel();
  private final BytePairTokenizer tokenizer = reference.tokenizer();

  @Test
  void encodesAsHuggingFaceDoes() {
    assertThat(reference.plain()).hasSize(72);
    for (References.Case each : reference.plain()) {
      assertThat(Arrays.stream(tokenizer.encode(each.text())).boxed())
          .as(each.text())
          .isEqualTo(each.ids());
    }
  }

  @Test
  void parsesSpecialTokensAsHuggingFaceDoes() {
    assertThat(reference.rendered()).hasSize(26);
    for (References.Case each : reference.rendered()) {
      assertThat(Arrays.stream(tokenizer.encode(each.text(), EncodingOptions.RENDERED)).boxed())
          .as(each.text())
          .isEqualTo(each.ids());
    }
  }

  @Test
  void leavesSpecialTokensAsTextUnlessAsked() {
    for (References.Case each : reference.rendered()) {
      assertThat(tokenizer.decode(tokenizer.encode(each.text()))).isEqualTo(each.text());
    }
  }

  private static BytePairTokenizer tiny(
      List<TokenKind> kinds, List<String> tokens, List<String> merges, String pre) {
    return new BytePairTokenizer(
        new Vocabulary(tokens, kinds, SpecialTokens.NONE),
        merges,
        PreTokenizer.named(pre).orElseThrow());
  }

  private static List<TokenKind> normal(int count) {
    return Collections.nCopies(count, TokenKind.NORMAL);
  }

  @Test
  void mergesLowestRankFirstAndLeftmostOfEquals() {
    List<String> tokens = List.of("a", "b", "aa", "ab", "aab");
    BytePairTokenizer tiny = tiny(normal(5), tokens, List.of("a a", "a b", "aa b"), "gpt-2");
    assertThat(tiny.encode("aaab")).containsExactly(2, 3);
    assertThat(tiny.encode("aab")).containsExactly(4);
    assertThat(tiny.encode("aaa")).containsExactly(2, 0);
  }

  @Test
  void takesAWholePieceOnlyWhereTheModelDoes() {
    List<String> tokens = List.of("a", "b", "c", "abc");
    assertThat(tiny(normal(4), tokens, List.of(), "llama-bpe").encode("abc")).containsExactly(3);
    assertThat(tiny(normal(4), tokens, List.of(), "dbrx").encode("abc")).containsExactly(0, 1, 2);
  }

  @Test
  void recognisesUserDefinedTokensAlwaysAndControlTokensOnRequest() {
    List<String> tokens = List.of("<", "u", "c", ">", "<u>", "<c>");
    List<TokenKind> kinds = new ArrayList<>(normal(4));
    kinds.add(TokenKind.USER_DEFINED);
    kinds.add(TokenKind.CONTROL);
    BytePairTokenizer tiny = tiny(kinds, tokens, List.of(), "gpt-2");
    assertThat(tiny.encode("<u><c>")).containsExactly(4, 0, 2, 3);
    assertThat(tiny.encode("<u><c>", EncodingOptions.RENDERED)).containsExactly(4, 5);
    assertThat(tiny.decode(new int[] {4, 5, 0})).isEqualTo("<u><");
    assertThat(tiny.bytes(5)).isEmpty();
  }

  @Test
  void addsBeginAndEndWhereTheVocabularySaysSo() {
    SpecialTokens specials =
        new SpecialTokens(
            OptionalInt.of(1),
            OptionalInt.of(2),
            OptionalInt.empty(),
            OptionalInt.empty(),
            true,
            true);
    Vocabulary vocabulary =
        new Vocabulary(
            List.of("a", "<s>", "</s>"),
            List.of(TokenKind.NORMAL, TokenKind.CONTROL, TokenKind.CONTROL),
            specials);
    BytePairTokenizer tiny =
        new BytePairTokenizer(vocabulary, List.of(), PreTokenizer.named("gpt-2").orElseThrow());
    assertThat(tiny.encode("a", EncodingOptions.PROMPT)).containsExactly(1, 0, 2);
    assertThat(tiny.encode("a")).containsExactly(0);
  }

  @Test
  void refusesWhatIsNoUnicodeText() {
    assertThatThrownBy(() -> tokenizer.encode("ab\uD83D"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the text holds half a surrogate pair, U+D83D, at index 2; read it as UTF-8 again");
    assertThatThrownBy(() -> tokenizer.encode("\uDE00\uD83D"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the text holds half a surrogate pair, U+DE00, at index 0; read it as UTF-8 again");
  }

  @Test
  void refusesBytesWithoutToken() {
    BytePairTokenizer tiny = tiny(normal(1), List.of("a"), List.of(), "gpt-2");
    assertThatThrownBy(() -> tiny.encode("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the vocabulary has no token for the byte 0x62 of the text; the model cannot read it");
  }

  @Test
  void refusesTokensThatDoNotExist() {
    assertThatThrownBy(() -> tokenizer.bytes(424))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token 424 is not in the vocabulary of 424 tokens");
    assertThatThrownBy(() -> tokenizer.decode(new int[] {0, -1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token -1 is not in the vocabulary of 424 tokens");
  }

  @Test
  void refusesMergesThatDoNotFit() {
    List<String> tokens = List.of("a", "b", "ab");
    assertThatThrownBy(() -> tiny(normal(3), tokens, List.of("a b", "b a"), "gpt-2"))
        .isInstanceOf(MalformedVocabularyException.class)
        .hasMessage(
            """
            vocabulary, merges: merge 1 names or makes what is no token
              expected two tokens with a space between, which join to a token, each pair once, found "b a\"\
            """);
    assertThatThrownBy(() -> tiny(normal(3), tokens, List.of("a b", "a b"), "gpt-2"))
        .isInstanceOf(MalformedVocabularyException.class)
        .hasMessageContaining("merge 1 is repeated");
    assertThatThrownBy(() -> tiny(normal(3), tokens, List.of("ab"), "gpt-2"))
        .isInstanceOf(MalformedVocabularyException.class)
        .hasMessageContaining("merge 0 is no pair");
  }

  @Test
  void refusesVocabulariesThatDoNotFitTogether() {
    assertThatThrownBy(() -> tiny(normal(2), List.of("a", "a"), List.of(), "gpt-2"))
        .isInstanceOf(MalformedVocabularyException.class)
        .hasMessage(
            """
            vocabulary, tokens: two tokens have the same text
              expected different texts, found "a" as token 0 and token 1\
            """);
    assertThatThrownBy(() -> new Vocabulary(List.of("a"), normal(2), SpecialTokens.NONE))
        .isInstanceOf(MalformedVocabularyException.class)
        .hasMessage(
            """
            vocabulary, token_type: there is not one for each token
              expected 1 numbers, found 2\
            """);
    assertThatThrownBy(() -> TokenKind.of(7))
        .isInstanceOf(MalformedVocabularyException.class)
        .hasMessage(
            """
            vocabulary, token_type: a kind of token is unknown
              expected a number from 1 to 6, found 7\
            """);
  }

  @Test
  void digestTellsVocabulariesApart() {
    List<String> tokens = List.of("a", "b", "ab");
    String digest = tiny(normal(3), tokens, List.of("a b"), "gpt-2").digest();
    assertThat(digest)
        .hasSize(64)
        .isEqualTo(tiny(normal(3), tokens, List.of("a b"), "gpt-2").digest());
    assertThat(
            List.of(
                tiny(normal(3), tokens, List.of(), "gpt-2").digest(),
                tiny(normal(3), tokens, List.of("a b"), "qwen2").digest(),
                tiny(normal(3), List.of("b", "a", "ab"), List.of("a b"), "gpt-2").digest(),
                tiny(Collections.nCopies(3, TokenKind.UNUSED), tokens, List.of("a b"), "gpt-2")
                    .digest()))
        .doesNotContain(digest)
        .doesNotHaveDuplicates();
  }

  @Test
  void aMegabyteOfOneLetterIsNoTrouble() {
    String text = "a".repeat(1_000_000);
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }
}
