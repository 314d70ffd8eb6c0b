package assay.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.engine.config.PositionScheme.Pairing;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Angles against the formulas of `modeling_rope_utils.py`, evaluated in Python.
final class RopeFrequenciesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1.0",
    "28, 0.003211445994752591",
    "29, 0.002166570763503359",
    "30, 0.0013718935677611381",
    "34, 0.0001785078127679964",
    "36, 7.78465527393245e-05",
    "63, 3.068925988914511e-07"
  })
  void stretchesLongWavesOfLlama3(int pair, double expected) {
    RopeScaling scaling = new RopeScaling.Llama3(8, 1, 4, 8192);
    assertAngle(frequencies(128, 500_000, scaling, 131_072), pair, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1.0",
    "23, 0.006978305848598663",
    "30, 0.001064360981247002",
    "38, 9.262301704129457e-05",
    "40, 4.445698525097307e-05",
    "63, 3.102344401879299e-07"
  })
  void blendsAsYarn(int pair, double expected) {
    RopeFrequencies yarn = frequencies(128, 1e6, RopeScaling.Yarn.of(4, 32_768), 131_072);
    assertAngle(yarn, pair, expected);
    assertThat(yarn.magnitude()).isCloseTo(1.138629436111989, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1.0",
    "1, 0.7237840223942559",
    "16, 0.005672099864306926",
    "31, 4.4450714405444134e-05"
  })
  void enlargesTheBaseForALongContext(int pair, double expected) {
    RopeScaling scaling = new RopeScaling.DynamicNtk(2, 4096);
    assertAngle(frequencies(64, 10_000, scaling, 8192), pair, expected);
    assertThat(frequencies(64, 10_000, scaling, 4096).radians())
        .isEqualTo(frequencies(64, 10_000, new RopeScaling.None(), 4096).radians());
  }

  @Test
  void dividesAllAnglesInLinearScaling() {
    assertAngle(frequencies(64, 10_000, new RopeScaling.Linear(8), 64), 0, 0.125);
    assertAngle(frequencies(64, 10_000, new RopeScaling.Linear(8), 64), 16, 0.00125);
  }

  @Test
  void takesTheListThatFitsTheContext() {
    RopeScaling scaling = new RopeScaling.LongRope(List.of(1.0, 2.0), List.of(4.0, 8.0), 64, 1.19);
    assertAngle(frequencies(4, 10_000, scaling, 64), 0, 1);
    assertAngle(frequencies(4, 10_000, scaling, 64), 1, 0.005);
    assertAngle(frequencies(4, 10_000, scaling, 65), 0, 0.25);
    assertAngle(frequencies(4, 10_000, scaling, 65), 1, 0.00125);
    assertThat(frequencies(4, 10_000, scaling, 64).magnitude()).isEqualTo(1.19);
  }

  @Test
  void dividesByTheFilesOwnNumbers() {
    RopeScaling scaling = new RopeScaling.Divided(List.of(1.0, 5.0));
    assertAngle(frequencies(4, 10_000, scaling, 64), 1, 0.002);
  }

  private static RopeFrequencies frequencies(
      int width, double base, RopeScaling scaling, int contextLength) {
    return RopeFrequencies.of(new Rotary(width, base, Pairing.HALVES, scaling), contextLength);
  }

  private static void assertAngle(RopeFrequencies frequencies, int pair, double expected) {
    assertThat(frequencies.radians()[pair]).isCloseTo(expected, within(1e-12 * expected));
  }
}
