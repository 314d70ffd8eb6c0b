package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What machine kernels do element by element, against vectors of 512 bits: bit for bit.
final class ElementCodeTest {
  private static final int SIZE = 700;
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1e-40f,
    87.5f,
    -87.5f,
    100f,
    -100f,
    3e38f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY
  };

  private final Random random = new Random(20261129);
  private final Kernels vectors = KernelSelector.exact().getFirst();

  static Stream<Kernels> machines() {
    return KernelSelector.available().stream().filter(MachineKernels.class::isInstance);
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("machines")
  void gatesAnyRange(Kernels kernels) {
    assumeWideVectors();
    for (int from : new int[] {0, 1, 48}) {
      for (int length : new int[] {0, 1, 15, 16, 17, 64, 333}) {
        float[] gate = numbers();
        float[] up = numbers();
        float[] expected = gate.clone();
        vectors.swiGlu(expected, up, from, from + length);
        kernels.swiGlu(gate, up, from, from + length);
        assertSameBits(gate, expected);
      }
    }
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("machines")
  void addsAnyStretch(Kernels kernels) {
    assumeWideVectors();
    for (float factor : new float[] {1, -0.37f}) {
      for (int length : new int[] {0, 1, 15, 16, 17, 64, 333}) {
        float[] x = numbers();
        float[] out = numbers();
        float[] expected = out.clone();
        vectors.addScaled(factor, x, 3, length, expected, 41);
        kernels.addScaled(factor, x, 3, length, out, 41);
        assertSameBits(out, expected);
      }
    }
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("machines")
  void normalisesAnyWidth(Kernels kernels) {
    assumeWideVectors();
    for (int width : new int[] {1, 16, 24, 64, 80, 128, 576}) {
      for (boolean special : new boolean[] {false, true}) {
        float[] x = special ? numbers() : ordinary(SIZE);
        float[] gain = ordinary(width);
        float[] expected = new float[SIZE];
        float[] out = new float[SIZE];
        vectors.rmsNorm(x, 64, gain, 1e-6f, expected);
        kernels.rmsNorm(x, 64, gain, 1e-6f, out);
        assertSameBits(out, expected);
        kernels.rmsNorm(x, 64, gain, 1e-6f, x); // in place
        assertSameBits(range(x, 64, width), range(expected, 64, width));
      }
    }
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("machines")
  void touchesNothingOutsideArrays(Kernels kernels) {
    float[] x = new float[128];
    assertThatThrownBy(() -> kernels.swiGlu(x, new float[64], 0, 65))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> kernels.addScaled(1, x, 0, 64, new float[70], 7))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> kernels.rmsNorm(x, 65, new float[64], 1e-6f, new float[256]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private void assumeWideVectors() {
    assumeTrue(vectors.name().equals("vector-512"), "this machine has no vectors of 512 bits");
  }

  private float[] numbers() {
    float[] x = ordinary(SIZE);
    for (float special : SPECIAL) {
      x[random.nextInt(SIZE)] = special;
    }
    return x;
  }

  private float[] ordinary(int length) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.nextGaussian() * 10;
    }
    return x;
  }

  private static float[] range(float[] x, int from, int length) {
    float[] part = new float[length];
    System.arraycopy(x, from, part, 0, length);
    return part;
  }

  private static void assertSameBits(float[] actual, float[] expected) {
    assertThat(bits(actual)).containsExactly(bits(expected));
  }

  private static int[] bits(float[] x) {
    return IntStream.range(0, x.length).map(i -> Float.floatToIntBits(x[i])).toArray();
  }
}
