package assay.engine.bench;

import assay.engine.format.DType;
import assay.engine.kernels.Batch;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.Operand;
import assay.engine.machine.HugePages;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Prints how fast one core multiplies by weights of each type: decode (one token) in gigabytes of
/// weights per second, prefill in GFLOP per second, plain loops and vectors side by side.
///
/// Each figure is the median of [#ROUNDS] rounds, in which the implementations take turns, so that
/// a disturbance of the machine hits both. Arguments: names of types, or none for all.
///
/// The weights do not fit the caches of most machines ([#ROWS] rows of [#COLUMNS]); the plain loops
/// get fewer rows, since they take long.
public final class KernelSpeed {
  private static final int ROWS = 4096;
  private static final int COLUMNS = 4096;
  private static final int SCALAR_ROWS = 64;
  private static final int PREFILL_ROWS = 512;
  private static final int PREFILL_TOKENS = 64;
  private static final int ROUNDS = 9;
  private static final long ROUND_NANOS = 60_000_000;
  private static final long WARM_UP_NANOS = 1_500_000_000;

  private KernelSpeed() {}

  /// Prints the table, in Markdown.
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    List<Kernels> kernels = KernelSelector.available();
    Kernels scalar = kernels.getLast();
    Kernels fast = kernels.getFirst();
    out.printf("| type | decode GB/s `%s` | `%s` | ratio |", scalar, fast);
    out.printf(" prefill GFLOP/s `%s` | `%s` | ratio |%n", scalar, fast);
    out.println("|---|---|---|---|---|---|---|");
    for (DType dtype : types(arguments)) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment data = weights(dtype, arena);
        double[] decode = compare(dtype, data, 1, ROWS, scalar, fast);
        double[] prefill = compare(dtype, data, PREFILL_TOKENS, PREFILL_ROWS, scalar, fast);
        double bytesPerWeight = (double) dtype.blockBytes() / dtype.blockElements();
        out.printf(
            "| %s | %.2f | %.2f | %.1f | %.2f | %.1f | %.1f |%n",
            dtype,
            decode[0] * bytesPerWeight,
            decode[1] * bytesPerWeight,
            decode[1] / decode[0],
            2 * prefill[0],
            2 * prefill[1],
            prefill[1] / prefill[0]);
      }
    }
  }

  private static List<DType> types(String[] names) {
    return names.length == 0
        ? List.of(DType.values())
        : Stream.of(names).map(DType::valueOf).toList();
  }

  /// Bytes that give ordinary numbers in every type: small positive scales, no subnormals.
  private static MemorySegment weights(DType dtype, Arena arena) {
    MemorySegment data = arena.allocate(dtype.byteSize((long) ROWS * COLUMNS), 64);
    Random random = new Random(1);
    for (long i = 0; i < data.byteSize(); i++) {
      data.set(ValueLayout.JAVA_BYTE, i, (byte) (0x30 + random.nextInt(12)));
    }
    return data;
  }

  /// Returns products of a weight and an input per nanosecond: of `scalar` and of `fast`.
  private static double[] compare(
      DType dtype, MemorySegment data, int tokens, int rows, Kernels scalar, Kernels fast) {
    try (HugePages memory = new HugePages()) {
      Measured plain = new Measured(scalar, matrix(dtype, data, SCALAR_ROWS), tokens, memory);
      Measured vectors = new Measured(fast, matrix(dtype, data, rows), tokens, memory);
      return compare(plain, vectors);
    }
  }

  private static double[] compare(Measured plain, Measured vectors) {
    plain.productsPerNano(WARM_UP_NANOS);
    vectors.productsPerNano(WARM_UP_NANOS);
    double[] first = new double[ROUNDS];
    double[] second = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      first[round] = plain.productsPerNano(ROUND_NANOS);
      second[round] = vectors.productsPerNano(ROUND_NANOS);
    }
    return new double[] {median(first), median(second)};
  }

  private static Matrix matrix(DType dtype, MemorySegment data, int rows) {
    long bytes = dtype.byteSize((long) rows * COLUMNS);
    return new Matrix(dtype, rows, COLUMNS, data.asSlice(0, bytes));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /// One implementation with its weights and a batch.
  private static final class Measured {
    private final Kernels kernels;
    private final Operand weights;
    private final int tokens;
    private final Batch x;
    private final Batch out;

    Measured(Kernels kernels, Matrix weights, int tokens, HugePages memory) {
      this.kernels = kernels;
      this.weights = kernels.pack(weights, memory);
      this.tokens = tokens;
      float[] inputs = new float[tokens * COLUMNS];
      Arrays.fill(inputs, 0.5f);
      x = Batch.of(inputs, COLUMNS);
      out = Batch.of(new float[tokens * weights.rows()], weights.rows());
    }

    /// Multiplies for at least this time.
    double productsPerNano(long nanos) {
      long start = System.nanoTime();
      long calls = 0;
      long elapsed;
      do {
        kernels.forgetInputs();
        kernels.matmul(weights, 0, weights.rows(), x, tokens, out);
        calls++;
        elapsed = System.nanoTime() - start;
      } while (elapsed < nanos);
      return (double) calls * weights.rows() * COLUMNS * tokens / elapsed;
    }
  }
}
