package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Cache entries of F16 and Q8_0 against the same numbers expanded, and each implementation against
/// [ScalarKernels].
final class PackedRowsTest {
  private static final List<Integer> WIDTHS =
      List.of(0, 1, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 63, 65, 128, 576);
  private static final List<Integer> COUNTS = List.of(0, 1, 3, 4, 9);

  private final Random random = new Random(20261125);
  private final Kernels scalar = new ScalarKernels();

  static Stream<Arguments> cases() {
    return KernelSelector.available().stream()
        .flatMap(kernels -> WIDTHS.stream().map(width -> Arguments.of(kernels, width)));
  }

  /// Rows as stored, and what they mean.
  private record Pair(Rows packed, Rows.Floats expanded) {}

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void scoresPackedKeysLikeExpandedOnes(Kernels kernels, int width) {
    for (int count : COUNTS) {
      float[] query = numbers(width + 1);
      for (Pair keys : List.of(halves(count, width), bytes(count, width))) {
        float[] expected = new float[count];
        float[] actual = new float[count];
        scalar.scores(query, 1, keys.expanded(), 0.25f, expected);
        kernels.scores(query, 1, keys.packed(), 0.25f, actual);
        assertClose(actual, expected, 1e-6f * (1 + width));
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void sumsPackedValuesLikeExpandedOnes(Kernels kernels, int width) {
    for (int count : COUNTS) {
      float[] weights = numbers(count);
      for (Pair values : List.of(halves(count, width), bytes(count, width))) {
        float[] expected = new float[width + 2];
        float[] actual = numbers(width + 2);
        expected[0] = actual[0];
        expected[width + 1] = actual[width + 1];
        scalar.weightedSum(weights, values.expanded(), expected, 1);
        kernels.weightedSum(weights, values.packed(), actual, 1);
        assertClose(actual, expected, 1e-5f);
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void expandsEntriesExactly(Kernels kernels, int width) {
    for (Pair values : List.of(halves(1, width), bytes(1, width))) {
      float[] actual = new float[width];
      float[] expected = new float[width];
      kernels.weightedSum(new float[] {1}, values.packed(), actual, 0);
      scalar.weightedSum(new float[] {1}, values.expanded(), expected, 0);
      assertThat(actual).isEqualTo(expected);
    }
  }

  static Stream<Kernels> implementations() {
    return KernelSelector.available().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("implementations")
  void expandsEveryFiniteHalf(Kernels kernels) {
    short[] all = new short[1 << 16];
    float[] expected = new float[1 << 16];
    for (int bits = 0; bits < all.length; bits++) {
      boolean finite = (bits & 0x7c00) != 0x7c00;
      all[bits] = (short) (finite ? bits : 0);
      expected[bits] = Float.float16ToFloat(all[bits]);
    }
    float[] actual = new float[1 << 16];
    Rows rows = new Rows.Halves(all, 0, all.length, 1, all.length);
    kernels.weightedSum(new float[] {1}, rows, actual, 0);
    for (int bits = 0; bits < all.length; bits++) {
      assertThat(actual[bits] == expected[bits]).as("bits %x", bits).isTrue();
    }
  }

  @Test
  void refusesRowsBehindTheEnd() {
    assertThatThrownBy(() -> new Rows.Halves(new short[11], 0, 4, 3, 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
    Rows.RowPlaces places = new Rows.RowPlaces(0, 1);
    assertThatThrownBy(() -> new Rows.Bytes(new byte[12 + 7], new short[3], places, 4, 3, 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private Pair halves(int count, int width) {
    int stride = width + 3;
    short[] data = new short[count * stride + 2];
    float[] expanded = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = Float.floatToFloat16((float) random.nextGaussian());
      expanded[i] = Float.float16ToFloat(data[i]);
    }
    return new Pair(
        new Rows.Halves(data, 1, stride, count, width),
        new Rows.Floats(expanded, 1, stride, count, width));
  }

  /// Every second of the stored rows, from the second on.
  private Pair bytes(int count, int width) {
    int rows = 2 * count + 1;
    int blocks = Math.ceilDiv(width, Rows.BLOCK);
    byte[] data = new byte[rows * width + Rows.Bytes.SLACK];
    short[] scales = new short[rows * blocks];
    random.nextBytes(data);
    for (int i = 0; i < scales.length; i++) {
      scales[i] = Float.floatToFloat16((float) random.nextGaussian() / 127);
    }
    float[] expanded = new float[rows * width];
    for (int i = 0; i < expanded.length; i++) {
      int scale = i / width * blocks + i % width / Rows.BLOCK;
      expanded[i] = Float.float16ToFloat(scales[scale]) * data[i];
    }
    return new Pair(
        new Rows.Bytes(data, scales, new Rows.RowPlaces(1, 2), width, count, width),
        new Rows.Floats(expanded, count == 0 ? 0 : width, 2 * width, count, width));
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
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
