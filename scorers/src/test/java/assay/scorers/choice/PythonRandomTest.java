package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The expected draws come from CPython 3.11.
class PythonRandomTest {

  @Test
  void drawsTheWordsOfCPython() {
    PythonRandom random = new PythonRandom(12345);
    assertThat(words(random, 4)).containsExactly(1789368711L, 3146859322L, 43676229L, 3522623596L);
    List<Long> further = words(random, 1300);
    assertThat(further.getLast()).isEqualTo(2002704348L);
    assertThat(further.stream().mapToLong(Long::longValue).sum()).isEqualTo(2676324469067L);
  }

  @Test
  void seedsFromNumbersOfTwoWords() {
    assertThat(words(new PythonRandom((1L << 40) + 7), 3))
        .containsExactly(2635837658L, 3209733218L, 3500038837L);
  }

  @Test
  void ignoresTheSignOfTheSeed() {
    assertThat(words(new PythonRandom(-5), 3))
        .containsExactly(2675342405L, 1097127993L, 3185950873L);
  }

  @Test
  void drawsBelowABoundLikeRandint() {
    PythonRandom random = new PythonRandom(12345);
    assertThat(IntStream.of(10, 10, 9, 8, 4, 3, 5, 6, 7, 10, 1, 2, 10).map(random::below).toArray())
        .containsExactly(6, 0, 4, 5, 1, 1, 4, 3, 1, 5, 0, 1, 4);
  }

  @Test
  void mixesWidthsLikeCPython() {
    PythonRandom random = new PythonRandom(0);
    assertThat(List.of(random.bits(31), random.bits(31), random.bits(31)))
        .containsExactly(1813382118L, 827307999L, 1627694678L);
    assertThat(random.below(10)).isEqualTo(6);
  }

  @Test
  void refusesWidthsAndBoundsThatMakeNoSense() {
    PythonRandom random = new PythonRandom(1);
    assertThatThrownBy(() -> random.bits(33)).hasMessage("bits must be 1 to 32, found 33");
    assertThatThrownBy(() -> random.below(0)).hasMessage("bound must be at least 1, found 0");
  }

  private static List<Long> words(PythonRandom random, int count) {
    return IntStream.range(0, count).mapToObj(index -> random.bits(32)).toList();
  }
}
