package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.HugePages;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An implementation of [Kernels] as users choose it by name, whether it runs here or not.
///
/// @param name for `--kernels`
/// @param accuracy of its products with weights
/// @param obstacle why it does not run here; empty if it does
/// @param isDefault whether it is taken where no name is given
public record KernelSet(
    String name, Accuracy accuracy, Optional<String> obstacle, boolean isDefault) {
  private static final int ROWS = 2048;
  private static final int COLUMNS = 2048;
  private static final int PREFILL_ROWS = 256;
  private static final int PREFILL_TOKENS = 64;
  private static final int RUNS = 5;
  private static final long WARM_UP_NANOS = 300_000_000;
  private static final long RUN_NANOS = 30_000_000;

  /// How fast one thread multiplies Q8_0 weights.
  ///
  /// @param decodeGBs weights read for one token, in thousand millions of bytes a second
  /// @param prefillGflops multiplications and additions for many tokens, in thousand millions a
  ///   second
  public record Speed(double decodeGBs, double prefillGflops) {}

  /// Returns all sets, those for this processor first.
  public static List<KernelSet> all() {
    List<Kernels> running = KernelSelector.available();
    List<KernelSet> sets = new ArrayList<>();
    MachineSupport machine = MachineSupport.here();
    for (MachineSet set : MachineSet.all(machine)) {
      sets.add(
          new KernelSet(
              set.name(),
              MachineKernels.accuracy(set.digits()),
              machine.obstacle(set.set()),
              running.getFirst().name().equals(set.name())));
    }
    Optional<String> noVectors = KernelSelector.vectorObstacle();
    if (noVectors.isPresent()) {
      sets.add(new KernelSet("vector", new Accuracy.Exact(), noVectors, false));
    } else {
      sets.add(of(new VectorKernels(), noVectors, running));
    }
    sets.add(of(new ScalarKernels(), Optional.empty(), running));
    return List.copyOf(sets);
  }

  private static KernelSet of(Kernels set, Optional<String> obstacle, List<Kernels> running) {
    boolean isDefault = running.getFirst().name().equals(set.name());
    return new KernelSet(set.name(), set.accuracy(), obstacle, isDefault);
  }

  /// Measures the set in about a second; empty if it does not run here.
  public Optional<Speed> measure() {
    if (obstacle.isPresent()) {
      return Optional.empty();
    }
    Kernels kernels = KernelSelector.select(name);
    try (HugePages memory = new HugePages()) {
      MemorySegment data = memory.allocate(DType.Q8_0.byteSize((long) ROWS * COLUMNS), 64);
      // Small positive scales, no subnormal numbers.
      for (long i = 0; i < data.byteSize(); i++) {
        data.set(ValueLayout.JAVA_BYTE, i, (byte) (0x30 + i % 7));
      }
      Matrix matrix = new Matrix(DType.Q8_0, ROWS, COLUMNS, data);
      Operand weights = kernels.pack(matrix, memory);
      double decode = productsPerNano(kernels, weights, rows(ROWS), 1);
      double prefill = productsPerNano(kernels, weights, rows(PREFILL_ROWS), PREFILL_TOKENS);
      double bytes = (double) DType.Q8_0.blockBytes() / DType.Q8_0.blockElements();
      return Optional.of(new Speed(decode * bytes, 2 * prefill));
    }
  }

  /// The plain loops take a hundred times longer.
  private int rows(int rows) {
    return name.equals("scalar") ? rows / 64 : rows;
  }

  private static double productsPerNano(Kernels kernels, Operand weights, int rows, int tokens) {
    float[] x = new float[tokens * COLUMNS];
    Arrays.fill(x, 0.5f);
    Batch out = Batch.of(new float[tokens * ROWS], ROWS);
    Runnable call =
        () -> {
          kernels.forgetInputs();
          kernels.matmul(weights, 0, rows, Batch.of(x, COLUMNS), tokens, out);
        };
    double products = (double) rows * COLUMNS * tokens;
    callsPerNano(call, WARM_UP_NANOS);
    double best = 0;
    for (int run = 0; run < RUNS; run++) {
      best = Math.max(best, products * callsPerNano(call, RUN_NANOS));
    }
    return best;
  }

  private static double callsPerNano(Runnable call, long nanos) {
    long start = System.nanoTime();
    long calls = 0;
    long elapsed;
    do {
      call.run();
      calls++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < nanos);
    return (double) calls / elapsed;
  }
}
