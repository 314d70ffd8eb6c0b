package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Twice the text takes at most twice the steps, counted and not timed, for texts without any place
/// to cut.
class LinearWorkTest {
  private static final int LENGTH = 20_000;

  private static final String GPT4O =
      "[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t)?|[^\\r"
          + "\\n"
          + "\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}{1,3}|"
          + " ?[^\\s\\p{L}\\p{N}]+[\\r"
          + "\\n"
          + "/]*|\\s*[\\r"
          + "\\n"
          + "]+|\\s+(?!\\S)|\\s+";

  private static void assertLinear(String unit, ToLongFunction<String> steps) {
    long once = steps.applyAsLong(unit.repeat(LENGTH));
    long twice = steps.applyAsLong(unit.repeat(2 * LENGTH));
    assertThat(once).isPositive();
    assertThat(twice)
        .as("\"%s\": %d steps, twice the text", unit, once)
        .isBetween(once, 2 * once + 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "7", "😀", "ab"})
  void bytePairsMergeInLinearlyManySteps(String unit) {
    References.ByteLevel reference = References.byteLevel();
    Map<String, Integer> ids = new HashMap<>();
    reference.tokens().forEach(token -> ids.put(token, ids.size()));
    MergeTable merges = MergeTable.parse(reference.merges(), ids);
    assertLinear(
        unit,
        text -> {
          PieceMerger merger = new PieceMerger(merges);
          for (byte value : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            merger.add(ids.get(String.valueOf(ByteAlphabet.character(value & 0xFF))));
          }
          merger.mergeInto(new TokenList());
          return merger.steps();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u2581", "7", "😀", "ab"})
  void scoredPiecesMergeInLinearlyManySteps(String unit) {
    References.SentencePiece reference = References.sentencePiece();
    float[] scores = new float[reference.scores().size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = reference.scores().get(i);
    }
    ScoredPieces pieces = ScoredPieces.of(reference.tokenizer().vocabulary(), scores);
    assertLinear(unit, text -> pieces.encode(text, new TokenList(), unknown -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u2581", "7", "😀", "ab"})
  void unigramsAreFoundInLinearlyManySteps(String unit) {
    TokenTrie trie = new TokenTrie();
    List<Double> scores = new ArrayList<>();
    for (String text : List.of("a", "b", "ab", "aaaaaaaa", "\u2581", "\u2581\u2581\u2581", "7")) {
      trie.add(text, scores.size());
      scores.add(-1.0 - scores.size());
    }
    UnigramPieces pieces =
        new UnigramPieces(
            trie,
            scores.stream().mapToDouble(score -> score).toArray(),
            TokenTrie.NONE,
            new UnknownCharacters.AsToken(9, true));
    assertLinear(unit, text -> pieces.encode(Piece.of(text, true), new TokenList()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "A", " ", "7", "😀", "ab", "aB", "\n", " \n", "'", "a ", "\u0301", "\r\n "})
  void splitPatternsMatchInLinearlyManySteps(String unit) {
    for (String pattern : List.of(GPT4O, "\\s+$", "\\p{N}{1,3}", "\\w+|[^\\w\\s]+")) {
      PatternProgram program = PatternProgram.of(pattern);
      for (String end : List.of("", "x", " x", "\n")) {
        assertLinear(unit, text -> steps(program, text + end));
      }
    }
  }

  private static long steps(PatternProgram program, String text) {
    int[] codePoints = text.codePoints().toArray();
    PatternMatcher matcher = new PatternMatcher(program, codePoints, 0, codePoints.length);
    int at = 0;
    while (at < codePoints.length && matcher.find(at)) {
      at = matcher.end();
    }
    return matcher.steps();
  }

  @Test
  void refusesATextForWhichAPatternIsNotLinear() {
    PatternProgram program = PatternProgram.of("a*b|a");
    assertThatThrownBy(() -> steps(program, "a".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the split pattern a*b|a needs more than linear time for this text; shorten it");
  }
}
