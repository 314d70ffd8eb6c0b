package assay.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.engine.format.DType;
import assay.engine.machine.HugePages;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Machine code against [ScalarKernels], within the bound that it states, and against itself in
/// other batches.
final class MachineKernelsTest {
  private static final long SEED = 20261129;
  private static final float ULP = 0x1p-24f;
  static final List<DType> TYPES =
      List.of(
          DType.Q8_0,
          DType.Q4_0,
          DType.Q4_1,
          DType.Q4_K,
          DType.Q5_K,
          DType.Q6_K,
          DType.Q5_0,
          DType.Q5_1,
          DType.Q2_K,
          DType.Q3_K,
          DType.IQ4_NL,
          DType.MXFP4,
          DType.IQ4_XS,
          DType.IQ2_XXS,
          DType.IQ2_XS,
          DType.IQ2_S,
          DType.IQ3_XXS,
          DType.IQ3_S,
          DType.IQ1_S,
          DType.IQ1_M,
          DType.TQ1_0,
          DType.TQ2_0,
          DType.Q1_0,
          DType.Q2_0,
          DType.NVFP4,
          DType.INT4,
          DType.INT8,
          DType.BF16,
          DType.F16,
          DType.F32,
          DType.F8_E4M3);

  private final Random random = new Random(SEED);
  private final Kernels scalar = new ScalarKernels();
  private final HugePages memory = new HugePages();

  @BeforeEach
  void needsTheProcessor() {
    Assumptions.assumeTrue(
        KernelSelector.machineObstacle().isEmpty(),
        "skipped: " + KernelSelector.machineObstacle().orElse(""));
  }

  @AfterEach
  void free() {
    memory.close();
  }

  /// Code that runs here.
  ///
  /// @param set instructions
  /// @param digits of activations
  record Code(InstructionSet set, Digits digits) {
    Kernels kernels(boolean packs) {
      return new MachineKernels(set, digits, packs, new ScalarKernels());
    }

    @Override
    public String toString() {
      return set + " " + digits;
    }
  }

  static Stream<Code> codes() {
    MachineSupport here = MachineSupport.here();
    return Stream.of(InstructionSet.values())
        .filter(set -> here.obstacle(set).isEmpty())
        .flatMap(set -> set.digits().stream().map(digits -> new Code(set, digits)));
  }

  static Stream<Arguments> shapes() {
    return types()
        .flatMap(
            arguments ->
                columns((DType) arguments.get()[0]).stream()
                    .map(n -> Arguments.of(arguments.get()[0], arguments.get()[1], n)));
  }

  static Stream<Arguments> types() {
    return TYPES.stream().flatMap(dtype -> codes().map(code -> Arguments.of(dtype, code)));
  }

  private static List<Integer> columns(DType dtype) {
    return switch (dtype.blockElements()) {
      case 1 -> List.of(1, 7, 8, 9, 333);
      case 32 -> List.of(32, 64, 96, 992);
      case 64 -> List.of(64, 448);
      case 128 -> List.of(128, 640);
      default -> List.of(256, 768);
    };
  }

  @ParameterizedTest(name = "{0} {1} {2} columns")
  @MethodSource("shapes")
  void multipliesWithinItsBound(DType dtype, Code code, int columns) {
    int rows = 21;
    Matrix weights = matrix(dtype, rows, columns);
    Kernels kernels = code.kernels(true);
    Operand packed = kernels.pack(weights, memory);
    assertThat(packed).isInstanceOf(PanelMatrix.class);
    ErrorBound bound = ErrorBound.of(kernels, weights);
    for (int tokens : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 23}) {
      float[] x = numbers(tokens * columns);
      float[] expected = new float[tokens * rows];
      scalar.matmul(weights, 0, rows, Batch.of(x, columns), tokens, Batch.of(expected, rows));
      float[] actual = multiplied(kernels, packed, x, tokens);
      for (int i = 0; i < actual.length; i++) {
        assertThat(actual[i])
            .as("token %d, row %d", i / rows, i % rows)
            .isCloseTo(expected[i], within(bound.of(i % rows, x, i / rows * columns)));
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("types")
  void givesTheSameBitsForEveryBatchAndRange(DType dtype, Code code) {
    int rows = 83;
    int columns = dtype.blockElements() == 1 ? 301 : dtype.blockElements() * 3;
    int tokens = 67;
    Matrix weights = matrix(dtype, rows, columns);
    Kernels kernels = code.kernels(true);
    Operand packed = kernels.pack(weights, memory);
    float[] x = numbers(tokens * columns);
    float[] together = new float[tokens * rows];
    for (int[] range : new int[][] {{0, 5}, {5, 11}, {11, 48}, {48, 81}, {81, 83}, {83, 83}}) {
      Batch out = Batch.of(together, rows);
      kernels.matmul(packed, range[0], range[1], Batch.of(x, columns), tokens, out);
    }
    for (int count : new int[] {1, 4, 8, 23}) {
      for (int token = 0; token + count <= tokens; token += count + 5) {
        float[] own = Arrays.copyOfRange(x, token * columns, (token + count) * columns);
        assertThat(multiplied(kernels, packed, own, count))
            .as("tokens %d to %d", token, token + count)
            .isEqualTo(Arrays.copyOfRange(together, token * rows, (token + count) * rows));
      }
    }
    Kernels passing = code.kernels(false);
    assertThat(multiplied(passing, passing.pack(weights, memory), x, tokens)).isEqualTo(together);
  }

  /// A run on one processor can be held against one on another.
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("types")
  void givesTheSameBitsWithAllInstructions(DType dtype, Code code) {
    int rows = 19;
    int columns = dtype.blockElements() == 1 ? 301 : dtype.blockElements() * 3;
    int tokens = 14;
    Matrix weights = matrix(dtype, rows, columns);
    float[] x = numbers(tokens * columns);
    Kernels kernels = code.kernels(true);
    float[] actual = multiplied(kernels, kernels.pack(weights, memory), x, tokens);
    for (Code other : codes().filter(other -> other.digits() == code.digits()).toList()) {
      Kernels others = other.kernels(true);
      assertThat(multiplied(others, others.pack(weights, memory), x, tokens))
          .as(other.toString())
          .isEqualTo(actual);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("types")
  void leavesOtherElementsAlone(DType dtype, Code code) {
    int columns = 256;
    Matrix weights = matrix(dtype, 40, columns);
    Kernels kernels = code.kernels(true);
    Operand packed = kernels.pack(weights, memory);
    float[] x = numbers(3 + 9 * (columns + 2));
    float[] out = new float[7 + 9 * 45];
    Arrays.fill(out, -1.5f);
    kernels.matmul(packed, 3, 37, new Batch(x, 3, columns + 2), 9, new Batch(out, 7, 45));
    for (int i = 0; i < out.length; i++) {
      int row = (i - 7) % 45;
      boolean written = i >= 7 && row >= 3 && row < 37;
      assertThat(out[i] != -1.5f).as("element %d", i).isEqualTo(written);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codes")
  void showsWhatIsNotANumber(Code code) {
    Matrix weights = new RandomWeights(random).matrix(DType.Q8_0, 16, 64);
    Kernels kernels = code.kernels(true);
    Operand packed = kernels.pack(weights, memory);
    for (float strange :
        new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int place : new int[] {0, 17, 40, 63}) {
        float[] x = numbers(64);
        x[place] = strange;
        for (float result : multiplied(kernels, packed, x, 1)) {
          assertThat(result).as("%s at %d", strange, place).isNaN();
        }
      }
    }
  }

  /// The largest activation of a block is written with the largest digits: rounding must not carry
  /// it beyond them.
  @ParameterizedTest(name = "{0}")
  @MethodSource("codes")
  void writesEveryLargestActivation(Code code) {
    Kernels kernels = code.kernels(true);
    Matrix weights = new RandomWeights(random).matrix(DType.Q8_0, 16, 32);
    Operand packed = kernels.pack(weights, memory);
    float[] first = new float[16];
    for (int row = 0; row < 16; row++) {
      float[] expanded = new float[32];
      scalar.expandRow(weights, row, expanded, 0);
      first[row] = expanded[0];
    }
    for (int i = 0; i < 20_000; i++) {
      float[] x = new float[32];
      x[0] = Math.scalb(number(), random.nextInt(40) - 20);
      float[] actual = multiplied(kernels, packed, x, 1);
      for (int row = 0; row < 16; row++) {
        float expected = first[row] * x[0];
        assertThat(actual[row]).isCloseTo(expected, within(Math.abs(expected) * 8 * ULP));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("codes")
  void takesZerosAndTheSmallestNumbers(Code code) {
    Kernels kernels = code.kernels(true);
    Operand packed = kernels.pack(new RandomWeights(random).matrix(DType.Q4_1, 16, 32), memory);
    float[] x = new float[32];
    assertThat(multiplied(kernels, packed, x, 1)).containsOnly(0);
    Arrays.fill(x, Float.MIN_VALUE);
    for (float result : multiplied(kernels, packed, x, 1)) {
      assertThat(result).isCloseTo(0, within(1e-30f));
    }
  }

  private static float[] multiplied(Kernels kernels, Operand weights, float[] x, int tokens) {
    float[] out = new float[tokens * weights.rows()];
    Batch batch = Batch.of(x, weights.columns());
    kernels.matmul(weights, 0, weights.rows(), batch, tokens, Batch.of(out, weights.rows()));
    return out;
  }

  /// Scales of F8 weights must not change within a chunk.
  private Matrix matrix(DType dtype, int rows, int columns) {
    return matrix(random, dtype, rows, columns);
  }

  static Matrix matrix(Random random, DType dtype, int rows, int columns) {
    RandomWeights weights = new RandomWeights(random);
    return dtype == DType.F8_E4M3
        ? weights.scaled(rows, columns, 2, 128)
        : weights.matrix(dtype, rows, columns);
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
}
