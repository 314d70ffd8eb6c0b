package assay.scorers.math.sound;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.math.Equivalence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pairs that a reader of notation could take for the same answer, and that are not.
class LookalikesTest {
  private static final SoundEquivalence SOUND = new SoundEquivalence(Options.defaults());

  @ParameterizedTest(name = "{0} is not {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3                        | 3(as+b)
          3                        | \\max=12, \\min=3
          cx                       | kx
          x+c                      | x+k
          a+b-c                    | a+b-C
          1                        | x+y=1
          0                        | 0=0
          12                       | \\text{at least } 12
          2\\pi r                  | 2\\pi k
          \\frac{n\\pi}{2}         | -\\frac{n\\pi}{2}
          k\\pi, k\\in\\mathbb{Z}  | 0
          2\\pi k                  | 2\\pi n + 2
          \\sqrt{x^2}              | x
          [1,2]\\cup[3,4]          | [1,4]
          x<2                      | x<2, x>5
          \\text{A}                | A, B - both are right
          2A_{16}                  | 2B_{16}
          2A_{16}                  | 42_{16}
          3\\text{ g}              | 3\\text{ kg}
          10 m                     | 10 min
          """)
  void whatOnlyLooksLikeItIsDifferent(String target, String answer) {
    assertThat(SOUND.compare(target, answer)).isInstanceOf(Equivalence.Different.class);
    assertThat(SOUND.compare(answer, target)).isInstanceOf(Equivalence.Different.class);
  }
}
