package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PreTokenizerTest {

  /// Texts, and for each list of names the lengths in code points of the pieces of each text.
  private record Splits(List<String> texts, Map<String, List<List<Integer>>> lengths) {}

  @TestFactory
  Stream<DynamicTest> cutsAsThePatternOfTheModelDoes() {
    Splits splits = References.read("splits.json", Splits.class);
    return splits.lengths().entrySet().stream()
        .flatMap(
            entry ->
                Pattern.compile(" ")
                    .splitAsStream(entry.getKey())
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                name, () -> check(name, splits.texts(), entry.getValue()))));
  }

  private static void check(String name, List<String> texts, List<List<Integer>> expected) {
    PreTokenizer preTokenizer = PreTokenizer.named(name).orElseThrow();
    for (int i = 0; i < texts.size(); i++) {
      assertThat(pieces(preTokenizer, texts.get(i)))
          .as("%s of text %d: %s", name, i, texts.get(i))
          .isEqualTo(expected.get(i));
    }
  }

  private static List<Integer> pieces(PreTokenizer preTokenizer, String text) {
    List<Integer> lengths = new ArrayList<>();
    int[] codePoints = text.codePoints().toArray();
    preTokenizer.split(codePoints, 0, codePoints.length, (from, to) -> lengths.add(to - from));
    return lengths;
  }

  @Test
  void everyKnownNameHasAReference() {
    Splits splits = References.read("splits.json", Splits.class);
    assertThat(PreTokenizer.names())
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(
            splits.lengths().keySet().stream()
                .flatMap(names -> Pattern.compile(" ").splitAsStream(names))
                .toList());
  }

  @Test
  void unknownNamesAreNotGuessed() {
    assertThat(PreTokenizer.named("default")).isEmpty();
    assertThat(PreTokenizer.named("qwen")).isEmpty();
  }

  /// A rule that looks at the rest of a run from each of its characters would take minutes here.
  @Test
  void longRunsTakeLinearTime() {
    int length = 100_000;
    for (String run :
        List.of("a", "A", " ", "\n", "'", "1", ".", "中", "\u0301", "A中", " \n", "a ")) {
      for (String end : List.of("", "x", " ", "\n")) {
        String text = run.repeat(length / run.length()) + end;
        for (String name :
            List.of("gpt-2", "qwen2", "deepseek-llm", "deepseek-v3", "falcon", "gpt-4o", "bloom")) {
          assertThat(
                  pieces(PreTokenizer.named(name).orElseThrow(), text).stream()
                      .mapToInt(Integer::intValue)
                      .sum())
              .as("%s on a run of %s", name, run)
              .isEqualTo(text.length());
        }
      }
    }
  }
}
