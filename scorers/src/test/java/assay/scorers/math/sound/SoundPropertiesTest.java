package assay.scorers.math.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import assay.scorers.math.Equivalence;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Properties that hold for any two texts. A failure names the seed and the texts; other seeds and
/// more rounds are a search: `-Dassay.seed=N -Dassay.rounds=1000000`.
class SoundPropertiesTest {
  private static final SoundEquivalence SOUND = new SoundEquivalence(Options.defaults());
  private static final int ROUNDS = Integer.getInteger("assay.rounds", 3000);
  private static final List<String> PIECES =
      List.of(
          "1",
          "2",
          "12",
          "0.5",
          ".5",
          "3/4",
          "x",
          "y",
          "n",
          "e",
          "i",
          "\\pi",
          "π",
          "+",
          "-",
          "*",
          "/",
          "^",
          "_",
          "=",
          "<",
          "\\le ",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "\\{",
          "\\}",
          ",",
          ";",
          ":",
          "|",
          "\\frac{1}{2}",
          "\\frac12",
          "½",
          "\\sqrt{2}",
          "\\sqrt2",
          "√",
          "\\sqrt[3]{2}",
          "\\pm ",
          "!",
          "%",
          "\\%",
          "^\\circ",
          "°",
          "\\text{ cm}",
          " cm",
          " and ",
          " or ",
          "\\text{even}",
          "(C)",
          "\\$",
          "$",
          "\\infty",
          "\\cup ",
          "\\in ",
          "\\sin ",
          "\\log_2 ",
          "\\binom{4}{2}",
          "_8",
          "10^{3}",
          "\\begin{pmatrix}1\\\\2\\end{pmatrix}",
          "\\overline{3}",
          "...",
          "1,000",
          "3:30",
          " p.m.",
          "two",
          " million",
          "\\mathbb{R}",
          "\\setminus",
          "\\sum_{k=1}^{3}k",
          "x²",
          " ",
          ".",
          "**");

  @Test
  void theRelationIsReflexiveAndSymmetricAndRepeatable() {
    long seed = Long.getLong("assay.seed", 1);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String one = text(random);
      String other = random.nextInt(4) == 0 ? one + pick(random) : text(random);
      String place = "seed %d round %d: %s and %s".formatted(seed, round, one, other);
      assertThatCode(() -> SOUND.compare(one, other)).as(place).doesNotThrowAnyException();
      assertThat(SOUND.compare(one, one)).as(place).isInstanceOf(Equivalence.Equal.class);
      Equivalence.Verdict forth = SOUND.compare(one, other);
      assertThat(SOUND.compare(other, one).getClass()).as(place).isEqualTo(forth.getClass());
      assertThat(SOUND.compare(one, other)).as(place).isEqualTo(forth);
    }
  }

  /// A text that reads as mathematics is the same as itself in other white space and in a box.
  @Test
  void layoutDoesNotMatter() {
    long seed = Long.getLong("assay.seed", 1);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String one = text(random);
      String place = "seed %d round %d: %s".formatted(seed, round, one);
      if (!one.contains("boxed") && balanced(one)) {
        String inBox = "\\boxed{" + one + "}";
        assertThatCode(() -> SOUND.compare(one, inBox)).as(place).doesNotThrowAnyException();
        assertThat(SOUND.compare(one, inBox))
            .as(place)
            .isNotInstanceOf(Equivalence.Different.class);
      }
    }
  }

  private static boolean balanced(String text) {
    int depth = 0;
    for (int at = 0; at < text.length() && depth >= 0; at++) {
      depth += text.charAt(at) == '{' ? 1 : 0;
      depth -= text.charAt(at) == '}' ? 1 : 0;
      at += text.charAt(at) == '\\' ? 1 : 0;
    }
    return depth == 0;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int count = 1 + random.nextInt(6);
    for (int index = 0; index < count; index++) {
      text.append(pick(random));
    }
    return text.toString();
  }

  private static String pick(Random random) {
    return PIECES.get(random.nextInt(PIECES.size()));
  }
}
