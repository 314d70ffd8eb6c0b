package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.engine.format.BlockScales;
import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every implementation against [ScalarKernels], which is the specification.
final class KernelsTest {
  private static final long SEED = 20261123;
  private static final float ULP = 0x1p-24f;
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 67, 1023, 1024, 1025, 5001);
  private static final List<Integer> BLOCK_LENGTHS = List.of(0, 32, 64, 96, 992, 1024, 1056, 4992);
  private static final List<Integer> SUPER_BLOCK_LENGTHS = List.of(0, 256, 768, 1024, 1280, 4864);

  private final Random random = new Random(SEED);
  private final Kernels scalar = new ScalarKernels();

  static Stream<Kernels> implementations() {
    return KernelSelector.available().stream();
  }

  static Stream<Arguments> shapes() {
    return implementations()
        .flatMap(
            kernels ->
                Stream.of(DType.values())
                    .flatMap(
                        dtype ->
                            lengths(dtype).stream().map(n -> Arguments.of(kernels, dtype, n))));
  }

  static Stream<Arguments> vectors() {
    return implementations().flatMap(k -> LENGTHS.stream().map(n -> Arguments.of(k, n)));
  }

  private static List<Integer> lengths(DType dtype) {
    return switch (dtype.blockElements()) {
      case 1 -> LENGTHS;
      case 32 -> BLOCK_LENGTHS;
      default -> SUPER_BLOCK_LENGTHS;
    };
  }

  @ParameterizedTest(name = "{0} {1} {2} columns")
  @MethodSource("shapes")
  void multipliesLikeThePlainLoop(Kernels kernels, DType dtype, int columns) {
    for (int tokens : new int[] {0, 1, 2, 3, 4, 5, 7}) {
      Matrix weights = matrix(dtype, 5, columns);
      float[] x = numbers(tokens * columns);
      float[] expected = new float[tokens * 5];
      float[] actual = new float[tokens * 5];
      scalar.matmul(weights, 0, 5, Batch.of(x, columns), tokens, Batch.of(expected, 5));
      kernels.matmul(weights, 0, 5, Batch.of(x, columns), tokens, Batch.of(actual, 5));
      for (int i = 0; i < actual.length; i++) {
        float bound = 2 * columns * ULP * absoluteSum(weights, i % 5, x, i / 5) + 1e-30f;
        assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(bound));
      }
    }
  }

  @ParameterizedTest(name = "{0} {1} {2} columns")
  @MethodSource("shapes")
  void givesTheSameBitsForEveryBatch(Kernels kernels, DType dtype, int columns) {
    int rows = 37;
    int tokens = 53;
    Matrix weights = matrix(dtype, rows, columns);
    float[] x = numbers(tokens * columns);
    float[] together = new float[tokens * rows];
    kernels.matmul(weights, 0, 11, Batch.of(x, columns), tokens, Batch.of(together, rows));
    kernels.matmul(weights, 11, rows, Batch.of(x, columns), tokens, Batch.of(together, rows));
    for (int token : new int[] {0, 1, 2, 47, 48, 50, 51, 52}) {
      float[] alone = new float[rows];
      float[] own = Arrays.copyOfRange(x, token * columns, (token + 1) * columns);
      kernels.matmul(weights, 0, rows, Batch.of(own, columns), 1, Batch.of(alone, rows));
      assertThat(Arrays.copyOfRange(together, token * rows, (token + 1) * rows)).isEqualTo(alone);
    }
  }

  @ParameterizedTest(name = "{0} {1} {2} columns")
  @MethodSource("shapes")
  void expandsRowsExactly(Kernels kernels, DType dtype, int columns) {
    Matrix weights = matrix(dtype, 3, columns);
    float[] expected = new float[columns + 2];
    float[] actual = new float[columns + 2];
    scalar.expandRow(weights, 2, expected, 1);
    kernels.expandRow(weights, 2, actual, 1);
    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void expandsEveryF16AndBf16(Kernels kernels) {
    for (DType dtype : List.of(DType.F16, DType.BF16)) {
      MemorySegment all = MemorySegment.ofArray(new byte[2 << 16]);
      for (int bits = 0; bits < 1 << 16; bits++) {
        all.set(SHORT, 2L * bits, (short) bits);
      }
      float[] actual = new float[1 << 16];
      kernels.expandRow(new Matrix(dtype, 1, 1 << 16, all), 0, actual, 0);
      for (int bits = 0; bits < 1 << 16; bits++) {
        float expected = dtype == DType.F16 ? half(bits) : Float.intBitsToFloat(bits << 16);
        assertThat(Float.compare(actual[bits], expected)).as("bits %x", bits).isZero();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void expandsEveryF8(Kernels kernels) {
    MemorySegment all = MemorySegment.ofArray(new byte[256]);
    for (int bits = 0; bits < 256; bits++) {
      all.set(ValueLayout.JAVA_BYTE, bits, (byte) bits);
    }
    float[] actual = new float[256];
    kernels.expandRow(new Matrix(DType.F8_E4M3, 1, 256, all), 0, actual, 0);
    for (int bits = 0; bits < 256; bits++) {
      assertThat(Float.compare(actual[bits], quarter(bits))).as("bits %x", bits).isZero();
    }
    assertThat(actual[0x7e]).as("the largest").isEqualTo(448);
    assertThat(actual[0x01]).as("the smallest").isEqualTo(0x1p-9f);
    assertThat(actual[0xb9]).as("-(1 + 1/8)").isEqualTo(-1.125f);
  }

  @Test
  void scalesBlocksOfASlice() {
    MemorySegment data = MemorySegment.ofArray(new byte[] {0x38, 0x38, 0x38, 0x38, 0x38, 0x38});
    MemorySegment factors = MemorySegment.ofArray(new float[] {1, 2, 3, 4});
    BlockScales scales = new BlockScales(factors, 2, 1, 2, 0);
    Matrix whole = new Matrix(DType.F8_E4M3, 3, 2, data, Optional.of(scales));
    Matrix last = new Matrix(DType.F8_E4M3, 1, 2, data.asSlice(4), Optional.of(scales.from(2)));
    for (int row = 0; row < 3; row++) {
      float[] expected = row < 2 ? new float[] {1, 2} : new float[] {3, 4};
      assertThat(expanded(whole, row)).isEqualTo(expected);
    }
    assertThat(expanded(last, 0)).isEqualTo(new float[] {3, 4});
  }

  private float[] expanded(Matrix weights, int row) {
    float[] out = new float[weights.columns()];
    scalar.expandRow(weights, row, out, 0);
    return out;
  }

  /// E4M3 by the definition of "FP8 Formats for Deep Learning", table 1.
  private static float quarter(int bits) {
    int exponent = bits >>> 3 & 15;
    int fraction = bits & 7;
    double magnitude =
        exponent == 0
            ? fraction / 8.0 * Math.pow(2, -6)
            : (1 + fraction / 8.0) * Math.pow(2, exponent - 7);
    if (exponent == 15 && fraction == 7) {
      return Float.NaN;
    }
    return (float) (bits < 128 ? magnitude : -magnitude);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("vectors")
  void normalises(Kernels kernels, int length) {
    float[] x = numbers(length + 3);
    float[] gain = numbers(length);
    float[] expected = new float[length + 3];
    float[] actual = new float[length + 3];
    scalar.rmsNorm(x, 3, gain, 1e-6f, expected);
    kernels.rmsNorm(x, 3, gain, 1e-6f, actual);
    assertClose(actual, expected, 1e-5f);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("vectors")
  void gatesWithSilu(Kernels kernels, int length) {
    float[] actual = numbers(length + 2);
    float[] expected = actual.clone();
    float[] up = numbers(length + 2);
    scalar.swiGlu(expected, up, 1, length + 1);
    kernels.swiGlu(actual, up, 1, length + 1);
    assertClose(actual, expected, 2e-6f);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void gatesExtremeNumbers(Kernels kernels) {
    float[] gate = {-1e30f, 1e30f, -100, 100, -0f, 0, -88, 88, -87, 87};
    float[] up = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    kernels.swiGlu(gate, up, 0, gate.length);
    assertClose(gate, new float[] {0, 1e30f, 0, 100, 0, 0, 0, 88, 0, 87}, 1e-6f);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void gatesTheSameBitsHoweverARangeIsCut(Kernels kernels) {
    float[] whole = numbers(203);
    float[] cut = whole.clone();
    float[] up = numbers(203);
    kernels.swiGlu(whole, up, 0, 203);
    kernels.swiGlu(cut, up, 0, 101);
    kernels.swiGlu(cut, up, 101, 203);
    assertThat(cut).isEqualTo(whole);
  }

  @Test
  void selectsByName() {
    assertThat(KernelSelector.select("scalar").name()).isEqualTo("scalar");
    assertThat(KernelSelector.exact().getFirst().name()).startsWith("vector-");
  }

  /// IEEE 754 binary16 by its definition.
  private static float half(int bits) {
    int exponent = (bits >>> 10) & 31;
    int fraction = bits & 1023;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb(1024f + fraction, exponent - 25);
        };
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }

  private Matrix matrix(DType dtype, int rows, int columns) {
    return new RandomWeights(random).matrix(dtype, rows, columns);
  }

  private float absoluteSum(Matrix weights, int row, float[] x, int token) {
    float[] expanded = new float[weights.columns()];
    scalar.expandRow(weights, row, expanded, 0);
    float sum = 0;
    for (int i = 0; i < expanded.length; i++) {
      sum += Math.abs(expanded[i] * x[token * expanded.length + i]);
    }
    return sum;
  }

  private float number() {
    return (float) random.nextGaussian();
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number();
    }
    return numbers;
  }

  private static void assertClose(float[] actual, float[] expected, float tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      float bound = tolerance * Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(bound));
    }
  }
}
