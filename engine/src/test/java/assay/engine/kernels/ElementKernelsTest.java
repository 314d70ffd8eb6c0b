package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Kernels that change elements one by one, and the layer norm.
final class ElementKernelsTest {
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 1023, 1025, 5001);

  private final Random random = new Random(20261125);
  private final Kernels scalar = new ScalarKernels();

  private interface Change {
    void apply(Kernels kernels, float[] x, int from, int to);
  }

  private static final List<Change> CHANGES =
      List.of(
          Kernels::silu,
          Kernels::gelu,
          Kernels::geluTanh,
          (kernels, x, from, to) -> kernels.softCap(x, from, to, 2.5f));

  static Stream<Arguments> cases() {
    return implementations().flatMap(k -> LENGTHS.stream().map(n -> Arguments.of(k, n)));
  }

  static Stream<Kernels> implementations() {
    return KernelSelector.available().stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void changesElementsLikeThePlainLoop(Kernels kernels, int length) {
    for (Change change : CHANGES) {
      float[] actual = numbers(length + 2, 4);
      float[] expected = actual.clone();
      change.apply(scalar, expected, 1, length + 1);
      change.apply(kernels, actual, 1, length + 1);
      assertClose(actual, expected, 2e-6f);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void givesTheSameBitsHoweverARangeIsCut(Kernels kernels) {
    for (Change change : CHANGES) {
      float[] whole = numbers(203, 4);
      float[] cut = whole.clone();
      change.apply(kernels, whole, 0, 203);
      change.apply(kernels, cut, 0, 101);
      change.apply(kernels, cut, 101, 203);
      assertThat(cut).isEqualTo(whole);
    }
  }

  /// The normal distribution from tables: 0.841344746 up to 1, 0.977249868 up to 2, 0.998650102 up
  /// to 3 (Abramowitz and Stegun, table 26.1).
  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void takesGeluFromTheNormalDistribution(Kernels kernels) {
    float[] x = {-3, -2, -1, 0, 1, 2, 3, 40, -40, 1e30f, -1e30f};
    kernels.gelu(x, 0, x.length);
    float[] expected = {
      (float) -0.004049694,
      (float) -0.045500264,
      (float) -0.158655254,
      0,
      (float) 0.841344746,
      (float) 1.954499736,
      (float) 2.995950306,
      40,
      0,
      1e30f,
      0
    };
    assertClose(x, expected, 1e-6f);
  }

  /// Values of PyTorch's `gelu(x, approximate="tanh")`, by its formula in double precision.
  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void approximatesGelu(Kernels kernels) {
    float[] x = {-3, -1, 0, 0.5f, 1, 2, 40, -40};
    kernels.geluTanh(x, 0, x.length);
    float[] expected = {
      (float) -0.003637392,
      (float) -0.158808009,
      0,
      (float) 0.345714009,
      (float) 0.841191991,
      (float) 1.954597694,
      40,
      0
    };
    assertClose(x, expected, 1e-6f);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void capsSmoothly(Kernels kernels) {
    float[] x = {0, 1e-3f, -30, 30, 1e30f, -1e30f};
    kernels.softCap(x, 0, x.length, 30);
    float[] expected = {0, 1e-3f, (float) -22.847825, (float) 22.847825, 30, -30};
    assertClose(x, expected, 30 * 4e-7f);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void multipliesElements(Kernels kernels, int length) {
    float[] x = numbers(length + 2, 1);
    float[] factors = numbers(length + 2, 1);
    float[] expected = x.clone();
    for (int i = 1; i <= length; i++) {
      expected[i] *= factors[i];
    }
    kernels.multiply(x, factors, 1, length + 1);
    assertThat(x).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void normalisesByMeanAndDeviation(Kernels kernels, int length) {
    float[] x = numbers(length + 3, 1);
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    float[] out = new float[length + 3];
    kernels.layerNorm(x, 3, ones, new float[length], 0, out);
    double mean = 0;
    double square = 0;
    for (int i = 3; i < out.length; i++) {
      mean += out[i] / length;
      square += (double) out[i] * out[i] / length;
    }
    if (length > 1) {
      assertThat(mean).isCloseTo(0, within(1e-5));
      assertThat(square).isCloseTo(1, within(1e-4));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void normalisesLikeThePlainLoop(Kernels kernels, int length) {
    float[] x = numbers(length + 3, 1);
    float[] gain = numbers(length, 1);
    float[] bias = numbers(length, 1);
    float[] expected = new float[length + 3];
    float[] actual = new float[length + 3];
    scalar.layerNorm(x, 3, gain, bias, 1e-5f, expected);
    kernels.layerNorm(x, 3, gain, bias, 1e-5f, actual);
    assertClose(actual, expected, 2e-5f);
  }

  private float[] numbers(int count, double deviation) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (deviation * random.nextGaussian());
    }
    return numbers;
  }

  private static void assertClose(float[] actual, float[] expected, float tolerance) {
    for (int i = 0; i < actual.length; i++) {
      float bound = tolerance * Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(bound));
    }
  }
}
