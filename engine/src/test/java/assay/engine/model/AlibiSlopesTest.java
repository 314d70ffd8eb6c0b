package assay.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.config.PositionScheme;
import assay.engine.config.PositionScheme.Alibi;
import org.junit.jupiter.api.Test;

final class AlibiSlopesTest {
  /// The example of the paper, section 3.
  @Test
  void halvesFromHeadToHead() {
    assertThat(AlibiSlopes.of(new Alibi(8), 8))
        .containsExactly(1f / 2, 1f / 4, 1f / 8, 1f / 16, 1f / 32, 1f / 64, 1f / 128, 1f / 256);
  }

  /// The heads behind the power of two lie between the first ones: `get_slopes(12)`.
  @Test
  void fillsUpOtherHeadCounts() {
    float[] slopes = AlibiSlopes.of(new Alibi(8), 12);
    assertThat(slopes).startsWith(1f / 2, 1f / 4).hasSize(12);
    assertThat(slopes[8]).isEqualTo((float) Math.sqrt(0.5));
    assertThat(slopes[9]).isEqualTo((float) Math.sqrt(0.5) / 2);
    assertThat(slopes[11]).isEqualTo((float) Math.sqrt(0.5) / 8);
  }

  @Test
  void hasNoneWithoutAlibi() {
    assertThat(AlibiSlopes.of(new PositionScheme.None(), 8)).isEmpty();
  }
}
