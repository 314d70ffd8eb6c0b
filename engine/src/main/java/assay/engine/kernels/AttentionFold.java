package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Label;
import assay.engine.machine.Gpr;
import assay.engine.machine.Mask;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.stream.IntStream;

/// Describes the function that does [Kernels#fold]:
///
///     void fold(scores, seen, largest, mass, sums, count, sumVectors, sumBytes, lanes, first,
///         scoresOffset, sumsOffset)
///
/// for `count` queries from `first` on, whose scores and sums begin at offsets in bytes. A query's
/// sums are whole vectors and as many elements more as `lanes` has bits.
///
/// The steps are those of [VectorScores], and so are the bits. The second operand of a comparison
/// is the one that is kept where one is undefined, so that an undefined score makes the result
/// undefined.
final class AttentionFold {
  private static final int VECTORS = AttentionTile.POSITIONS / InstructionSet.AVX512.rows();
  private static final int VECTOR = 64;
  private static final int SWAP_PAIRS = 0x4e;
  private static final int SWAP_NEIGHBOURS = 0xb1;

  private static final MethodHandle FOLD =
      TileFunction.downcall(
          FunctionDescriptor.ofVoid(
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  private static final Gpr SCORES = Gpr.RDI;
  private static final Gpr SEEN = Gpr.RSI;
  private static final Gpr LARGEST = Gpr.RDX;
  private static final Gpr MASS = Gpr.RCX;
  private static final Gpr SUMS = Gpr.R8;
  private static final Gpr COUNT = Gpr.R9;
  private static final Gpr SCRATCH = Gpr.RAX;
  private static final Gpr SUM = Gpr.R10;
  private static final Memory SUM_VECTORS = Gpr.RSP.at(8);
  private static final Memory SUM_BYTES = Gpr.RSP.at(16);
  private static final Memory LANE_BITS = Gpr.RSP.at(24);
  private static final Memory FIRST = Gpr.RSP.at(32);
  private static final Memory SCORES_OFFSET = Gpr.RSP.at(40);
  private static final Memory SUMS_OFFSET = Gpr.RSP.at(48);
  private static final Mask LANES = new Mask(VECTORS + 1);

  private final Assembler asm = new Assembler();
  private final List<Mask> lanes = IntStream.rangeClosed(1, VECTORS).mapToObj(Mask::new).toList();
  private final List<Zmm> scores;
  private final Zmm largest;
  private final Zmm before;
  private final Zmm mass;
  private final Zmm scratch;
  private final Zmm zero;
  private final Zmm least;
  private final ExponentialCode exponential;

  private AttentionFold() {
    Registers registers = new Registers();
    scores = registers.take(VECTORS);
    largest = registers.take();
    before = registers.take();
    mass = registers.take();
    scratch = registers.take();
    zero = registers.take();
    asm.vpxord(zero, zero, zero);
    int infinity = Float.floatToRawIntBits(Float.NEGATIVE_INFINITY);
    least = PanelCode.constant(asm, registers, infinity);
    exponential = new ExponentialCode(asm, registers);
  }

  /// Calls the function.
  static void call(MemorySegment code, AttentionTile tile) {
    AttentionTile.Views views = tile.views();
    int lanes = InstructionSet.AVX512.rows();
    long sumBytes = (long) tile.valueWidth() * Float.BYTES;
    try {
      FOLD.invokeExact(
          code,
          views.scores(),
          views.seen(),
          views.largest(),
          views.mass(),
          views.sums(),
          (long) (tile.end() - tile.first()),
          (long) tile.valueWidth() / lanes,
          sumBytes,
          (1L << tile.valueWidth() % lanes) - 1,
          (long) tile.first(),
          (long) tile.first() * VECTORS * VECTOR,
          tile.first() * sumBytes);
    } catch (Throwable e) {
      throw TileFunction.failed(e);
    }
  }

  /// Returns the code.
  static byte[] code() {
    AttentionFold fold = new AttentionFold();
    fold.toFirstQuery();
    fold.queries();
    return fold.asm.code();
  }

  private void toFirstQuery() {
    asm.mov(SCRATCH, FIRST);
    asm.lea(SEEN, SEEN.at(0).plus(SCRATCH, Long.BYTES));
    asm.lea(LARGEST, LARGEST.at(0).plus(SCRATCH, Float.BYTES));
    asm.lea(MASS, MASS.at(0).plus(SCRATCH, Float.BYTES));
    asm.mov(SCRATCH, SCORES_OFFSET);
    asm.add(SCORES, SCRATCH);
    asm.mov(SCRATCH, SUMS_OFFSET);
    asm.add(SUMS, SCRATCH);
  }

  private void queries() {
    Label next = new Label();
    Label sees = new Label();
    asm.place(next);
    asm.mov(SCRATCH, SEEN.at(0));
    asm.test(SCRATCH);
    asm.jnz(sees);
    for (int i = 0; i < VECTORS; i++) {
      asm.vmovups(SCORES.at(i * VECTOR), zero);
    }
    toNextQuery(next);
    asm.place(sees);
    weights();
    asm.mov32(SCRATCH, LARGEST.at(0));
    asm.vmovss(LARGEST.at(0), largest);
    asm.mov32(SUM, LARGEST.at(0));
    asm.cmp(SCRATCH, SUM);
    Label unchanged = new Label();
    asm.jz(unchanged);
    continueFromOtherLargest();
    toNextQuery(next);
    asm.place(unchanged); // all factors are 1
    asm.vaddps(mass, mass, MASS.at(0).repeated());
    asm.vmovss(MASS.at(0), mass);
    toNextQuery(next);
  }

  private void continueFromOtherLargest() {
    asm.vsubps(before, before, largest);
    exponential.of(before);
    asm.vmulps(scratch, before, MASS.at(0).repeated());
    asm.vaddps(mass, scratch, mass);
    asm.vmovss(MASS.at(0), mass);
    rescale();
  }

  private void toNextQuery(Label next) {
    asm.add(SCORES, VECTORS * VECTOR);
    asm.add(SEEN, Long.BYTES);
    asm.add(LARGEST, Float.BYTES);
    asm.add(MASS, Float.BYTES);
    asm.mov(SCRATCH, SUM_BYTES);
    asm.add(SUMS, SCRATCH);
    asm.dec(COUNT);
    asm.jnz(next);
    asm.ret();
  }

  /// Stores a query's weights, and leaves their sum in the register of the mass.
  private void weights() {
    for (int i = 0; i < VECTORS; i++) {
      asm.kmovw(lanes.get(i), SEEN.at(i * Short.BYTES));
      asm.vmovups(scores.get(i), least);
      asm.vmovups(scores.get(i), lanes.get(i), SCORES.at(i * VECTOR));
    }
    asm.vmaxps(largest, scores.get(0), scores.get(1));
    for (int i = 2; i < VECTORS; i++) {
      asm.vmaxps(largest, largest, scores.get(i));
    }
    acrossLanes(largest, () -> asm.vmaxps(largest, largest, scratch));
    asm.vpbroadcastd(before, LARGEST.at(0));
    asm.vmaxps(largest, largest, before);
    for (int i = 0; i < VECTORS; i++) {
      asm.vsubps(scores.get(i), scores.get(i), largest);
      exponential.of(scores.get(i));
      asm.vmovups(scratch, zero);
      asm.vmovups(scratch, lanes.get(i), scores.get(i));
      asm.vmovups(SCORES.at(i * VECTOR), scratch);
      if (i == 0) {
        asm.vmovups(mass, scratch);
      } else {
        asm.vaddps(mass, mass, scratch);
      }
    }
    acrossLanes(mass, () -> asm.vaddps(mass, mass, scratch));
  }

  /// Combines all lanes, neighbours first, and leaves the result in each.
  private void acrossLanes(Zmm x, Runnable combine) {
    asm.vpshufd(scratch, x, SWAP_NEIGHBOURS);
    combine.run();
    asm.vpshufd(scratch, x, SWAP_PAIRS);
    combine.run();
    asm.vshufi32x4(scratch, x, x, SWAP_NEIGHBOURS);
    combine.run();
    asm.vshufi32x4(scratch, x, x, SWAP_PAIRS);
    combine.run();
  }

  /// Brings the weighted sum to the new largest score.
  private void rescale() {
    Label next = new Label();
    Label rest = new Label();
    Label done = new Label();
    asm.mov(SUM, SUMS);
    asm.mov(SCRATCH, SUM_VECTORS);
    asm.test(SCRATCH);
    asm.jz(rest);
    asm.place(next);
    asm.vmulps(scratch, before, SUM.at(0));
    asm.vmovups(SUM.at(0), scratch);
    asm.add(SUM, VECTOR);
    asm.dec(SCRATCH);
    asm.jnz(next);
    asm.place(rest);
    asm.mov(SCRATCH, LANE_BITS);
    asm.test(SCRATCH);
    asm.jz(done);
    asm.kmovw(LANES, SCRATCH);
    asm.vmovups(scratch, zero);
    asm.vmovups(scratch, LANES, SUM.at(0));
    asm.vmulps(scratch, before, scratch);
    asm.vmovups(SUM.at(0), LANES, scratch);
    asm.place(done);
  }
}
