package assay.engine.bench;

import assay.engine.MachineLimits;
import assay.engine.format.DType;
import assay.engine.kernels.Accuracy;
import assay.engine.kernels.Batch;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.Operand;
import assay.engine.machine.HugePages;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Prints, for each number of activation digits and each type of weights, the error and the speed
/// of products on one core: GFLOP per second by how many tokens are multiplied at once, and the
/// fraction of the core's measured peak at that width of vectors (that of bytes divided by the
/// digits, or of F32).
///
/// Argument: how names of kernel sets begin; `machine-x86-64/` without one.
///
/// Activations are normally distributed. Errors are the root of the mean square, relative to that
/// of the exact results. The best of many short runs counts, so that a busy machine disturbs
/// little; weights fit the second-level cache.
public final class DigitStudy {
  private static final List<DType> TYPES =
      List.of(
          DType.Q8_0,
          DType.Q4_0,
          DType.Q4_1,
          DType.Q5_0,
          DType.Q5_1,
          DType.IQ4_NL,
          DType.MXFP4,
          DType.Q2_K,
          DType.Q3_K,
          DType.Q4_K,
          DType.Q5_K,
          DType.Q6_K,
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
          DType.BF16,
          DType.F16,
          DType.F8_E4M3);
  private static final String DEFAULT = "machine-x86-64/";
  private static final int[] TOKENS = {1, 2, 4, 8, 64, 168};
  private static final int ROWS = 256;
  private static final int COLUMNS = 1024;
  private static final int RUNS = 150;
  private static final int TOKENS_A_RUN = 400;

  private final PrintStream out = System.out;
  private final Random random = new Random(1);
  private final List<Kernels> sets;
  private final MachineLimits limits;
  private final Kernels exact = KernelSelector.exact().getFirst();

  private DigitStudy(String prefix) {
    sets =
        KernelSelector.available().stream()
            .filter(set -> set.name().startsWith(prefix))
            .sorted(Comparator.comparingInt(DigitStudy::bits))
            .toList();
    String first = sets.getFirst().name();
    limits = MachineLimits.measure(1, KernelSelector.machineUnit(first).orElseThrow());
  }

  private static int bits(Kernels set) {
    return ((Accuracy.Bounded) set.accuracy()).bits();
  }

  /// Prints the table, in Markdown.
  public static void main(String[] arguments) {
    new DigitStudy(arguments.length == 0 ? DEFAULT : arguments[0]).print();
  }

  private void print() {
    out.printf(
        "Peak of a core: %.0f GOP/s of bytes, %.0f GFLOP/s of F32.%n%n",
        limits.int8GopsPerCore(), limits.fp32GflopsPerCore());
    out.print("| type | set | error |");
    for (int tokens : TOKENS) {
      out.printf(" %d |", tokens);
    }
    out.printf(" of the peak |%n|---|---|---|%s---|%n", "---|".repeat(TOKENS.length));
    for (DType dtype : TYPES) {
      boolean quantized = dtype.blockElements() > 1;
      for (Kernels set : quantized ? sets : sets.subList(0, 1)) {
        double digits = bits(set) / (double) Byte.SIZE;
        double peak = quantized ? limits.int8GopsPerCore() / digits : limits.fp32GflopsPerCore();
        row(dtype, set, peak);
      }
    }
  }

  private void row(DType dtype, Kernels kernels, double peak) {
    try (HugePages memory = new HugePages()) {
      Matrix weights = matrix(dtype, memory);
      Operand packed = kernels.pack(weights, memory);
      out.printf("| %s | %s | %.1e |", dtype, kernels, error(kernels, weights, packed));
      double fastest = 0;
      for (int tokens : TOKENS) {
        double gflops = speed(kernels, packed, tokens);
        fastest = Math.max(fastest, gflops);
        out.printf(" %.0f |", gflops);
      }
      out.printf(" %.0f %% |%n", 100 * fastest / peak);
    }
  }

  private double error(Kernels kernels, Matrix weights, Operand packed) {
    int tokens = 16;
    Batch x = numbers(tokens);
    float[] expected = new float[tokens * ROWS];
    float[] actual = new float[tokens * ROWS];
    exact.matmul(weights, 0, ROWS, x, tokens, Batch.of(expected, ROWS));
    kernels.forgetInputs();
    kernels.matmul(packed, 0, ROWS, x, tokens, Batch.of(actual, ROWS));
    double difference = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(actual[i] - (double) expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / size);
  }

  private double speed(Kernels kernels, Operand weights, int tokens) {
    Batch x = numbers(tokens);
    Batch results = Batch.of(new float[tokens * ROWS], ROWS);
    int calls = Math.max(1, TOKENS_A_RUN / tokens);
    double best = 0;
    kernels.forgetInputs();
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      for (int call = 0; call < calls; call++) {
        kernels.matmul(weights, 0, ROWS, x, tokens, results);
      }
      double operations = 2.0 * ROWS * COLUMNS * tokens * calls;
      best = Math.max(best, operations / (System.nanoTime() - start));
    }
    return best;
  }

  private Batch numbers(int tokens) {
    float[] x = new float[tokens * COLUMNS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return Batch.of(x, COLUMNS);
  }

  /// Bytes that give ordinary numbers in every type: small positive scales, no subnormals.
  private Matrix matrix(DType dtype, HugePages memory) {
    MemorySegment data = memory.allocate(dtype.byteSize((long) ROWS * COLUMNS), 64);
    for (long i = 0; i < data.byteSize(); i++) {
      int sign = random.nextBoolean() && dtype.blockElements() == 1 && i % 2 == 1 ? 0x80 : 0;
      data.set(ValueLayout.JAVA_BYTE, i, (byte) (sign | (0x30 + random.nextInt(12))));
    }
    return new Matrix(dtype, ROWS, COLUMNS, data);
  }
}
