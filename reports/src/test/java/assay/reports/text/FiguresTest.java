package assay.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void aProbabilityIsNeverShownAsNothing() {
    assertThat(Figures.probability(0.03124)).isEqualTo("0.0312");
    assertThat(Figures.probability(1e-9)).isEqualTo("< 0.0001");
  }
}
