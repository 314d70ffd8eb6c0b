package assay.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ClippingTest {
  @Test
  void whatFitsStaysAndWhatDoesNotEndsInAnEllipsis() {
    assertThat(Clipping.of("abcd", 4)).isEqualTo("abcd");
    assertThat(Clipping.of("abcde", 4)).isEqualTo("abcd…");
  }

  @Test
  void noCharacterIsCutInHalf() {
    assertThat(Clipping.of("abc🙂d", 4)).isEqualTo("abc…");
    assertThat(Clipping.of("abc🙂d", 5)).isEqualTo("abc🙂…");
  }
}
