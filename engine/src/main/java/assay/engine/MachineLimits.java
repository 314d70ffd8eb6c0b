package assay.engine;

import assay.engine.execute.Team;
import assay.engine.kernels.KernelSelector;
import assay.engine.machine.HugePages;
import assay.engine.machine.PeakLoops;
import assay.engine.machine.PeakLoops.Unit;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/// What a machine can do at most, measured.
///
/// @param int8GopsPerCore additions and multiplications of bytes that a core does, in thousand
///   millions a second
/// @param fp32GflopsPerCore likewise of F32 numbers
/// @param bf16GflopsPerCore likewise of BF16 numbers; empty where the kernels do not multiply them
/// @param readGBs that all threads together read from memory, in thousand millions of bytes a
///   second
public record MachineLimits(
    double int8GopsPerCore,
    double fp32GflopsPerCore,
    OptionalDouble bf16GflopsPerCore,
    double readGBs) {
  /// Many short runs: on a busy machine some of them are not interrupted.
  private static final int RUNS = 200;

  private static final long ROUNDS = 100_000; // some tenths of a millisecond
  private static final int READ_RUNS = 20;

  /// Too much for any cache.
  private static final long READ_BYTES = 384L << 20;

  /// Measures this machine, in about a second; empty where machine code does not run.
  ///
  /// @param threads that read at the same time, at least 1
  /// @param kernels whose unit of a core is measured, the fastest machine code's if they are none
  public static Optional<MachineLimits> measure(int threads, String kernels) {
    return KernelSelector.machineUnit(kernels)
        .or(KernelSelector::machineUnit)
        .map(unit -> measure(threads, unit));
  }

  /// Measures what one unit of this machine's cores can do.
  ///
  /// @param threads that read at the same time, at least 1
  public static MachineLimits measure(int threads, Unit unit) {
    try (Arena arena = Arena.ofShared();
        HugePages pages = new HugePages();
        Team team = new Team(threads)) {
      PeakLoops loops = new PeakLoops(unit, arena);
      long share = READ_BYTES / threads;
      MemorySegment memory = pages.allocate(share * threads, 64);
      memory.fill((byte) 1);
      DoubleSupplier read =
          () -> {
            team.run(worker -> loops.read(memory.asSlice(worker.index() * share, share)));
            return share * threads;
          };
      return new MachineLimits(
          best(RUNS, () -> loops.multiplyBytes(ROUNDS)),
          best(RUNS, () -> loops.multiplyFloats(ROUNDS)),
          unit.bfloats()
              ? OptionalDouble.of(best(RUNS, () -> loops.multiplyBfloats(ROUNDS)))
              : OptionalDouble.empty(),
          best(READ_RUNS, read));
    }
  }

  /// The best run is the one that others disturbed least. Returns thousand millions a second.
  private static double best(int runs, DoubleSupplier work) {
    double best = 0;
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      double done = work.getAsDouble();
      best = Math.max(best, done / (System.nanoTime() - start));
    }
    return best;
  }
}
