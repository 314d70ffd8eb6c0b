package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Label;
import assay.engine.machine.Gpr;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// Describes the function that writes activations in [Digits]:
///
///     void prepare(x, out, blocks, offset)
///
/// for one token, whose activations begin at `x + offset`. A block's scale is its largest magnitude divided by [Digits#limit]; infinite or
/// undefined activations make the scale, and so all results of the block, undefined too.
final class DigitInput {
  private static final MethodHandle PREPARE =
      TileFunction.downcall(
          FunctionDescriptor.ofVoid(
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  /// Blocks whose largest magnitude is smaller are as good as zero; a reciprocal stays finite.
  private static final float SMALLEST = 1e-30f;

  private static final int MAGNITUDE = 0x7fffffff;
  private static final int HALF_DIGIT = 128;
  private static final int SWAP_PAIRS = 0x4e;
  private static final int SWAP_NEIGHBOURS = 0xb1;
  private static final Gpr X = Gpr.RDI;
  private static final Gpr OUT = Gpr.RSI;
  private static final Gpr BLOCKS = Gpr.RDX;

  private final Assembler asm = new Assembler();
  private final Digits digits;
  private final PanelCode panel;
  private final List<Zmm> x; // two halves of a block
  private final List<Zmm> digit; // likewise
  private final Zmm scale;
  private final Zmm inverse;
  private final Zmm scratch;
  private final Zmm magnitude;
  private final Zmm smallest;
  private final Zmm limit;
  private final Zmm halfDigit;
  private final Zmm termFactor;

  private DigitInput(PanelCode panel, Digits digits) {
    this.panel = panel;
    this.digits = digits;
    Registers registers = new Registers();
    x = registers.take(2);
    digit = registers.take(2);
    scale = registers.take();
    inverse = registers.take();
    scratch = registers.take();
    magnitude = PanelCode.constant(asm, registers, MAGNITUDE);
    smallest = PanelCode.constant(asm, registers, Float.floatToIntBits(SMALLEST));
    limit = PanelCode.constant(asm, registers, Float.floatToIntBits(digits.limit));
    halfDigit = PanelCode.constant(asm, registers, HALF_DIGIT);
    termFactor = PanelCode.constant(asm, registers, Float.floatToIntBits(0x1p16f));
  }

  /// Calls a function.
  static void call(MemorySegment code, MemorySegment x, long offset, long out, long blocks) {
    try {
      PREPARE.invokeExact(code, x, out, blocks, offset);
    } catch (Throwable e) {
      throw TileFunction.failed(e);
    }
  }

  /// Returns the code for weights of one type.
  static byte[] code(PanelCode panel, Digits digits) {
    DigitInput input = new DigitInput(panel, digits);
    input.blocks();
    return input.asm.code();
  }

  private void blocks() {
    asm.add(X, Gpr.RCX);
    Label next = new Label();
    asm.place(next);
    asm.vmovups(x.get(0), X.at(0));
    asm.vmovups(x.get(1), X.at(64));
    scale();
    for (Zmm half : x) {
      asm.vmulps(half, half, inverse);
      asm.vcvtps2dq(half, half);
    }
    if (panel.hasMinimum()) {
      sums();
    }
    if (digits == Digits.THREE) {
      twoTerms();
    } else {
      oneTerm();
    }
    asm.add(X, Digits.BLOCK * Float.BYTES);
    asm.add(OUT, digits.blockBytes());
    asm.dec(BLOCKS);
    asm.jnz(next);
    asm.ret();
  }

  /// Bits of magnitudes are compared as whole numbers: what is not a number is the largest.
  private void scale() {
    asm.vpandd(scratch, magnitude, x.get(0));
    asm.vpandd(inverse, magnitude, x.get(1));
    asm.vpmaxud(inverse, inverse, scratch);
    asm.vshufi32x4(scratch, inverse, inverse, SWAP_PAIRS);
    asm.vpmaxud(inverse, inverse, scratch);
    asm.vshufi32x4(scratch, inverse, inverse, SWAP_NEIGHBOURS);
    asm.vpmaxud(inverse, inverse, scratch);
    asm.vpshufd(scratch, inverse, SWAP_PAIRS);
    asm.vpmaxud(inverse, inverse, scratch);
    asm.vpshufd(scratch, inverse, SWAP_NEIGHBOURS);
    asm.vpmaxud(inverse, inverse, scratch);
    asm.vpmaxud(inverse, inverse, smallest);
    asm.vdivps(scale, inverse, limit);
    asm.vdivps(inverse, limit, inverse);
  }

  /// Stores the sum of the activations as they are written, for minima.
  private void sums() {
    if (panel.scalesPerBlock() == 1) {
      asm.vpaddd(scratch, x.get(0), x.get(1));
      sum(0);
    } else {
      for (int half = 0; half < 2; half++) {
        asm.vmovups(scratch, x.get(half));
        sum(half);
      }
    }
  }

  private void sum(int half) {
    sumLanes(scratch);
    asm.vcvtdq2ps(scratch, scratch);
    asm.vmulps(scratch, scratch, scale);
    asm.vmovss(header(0, Digits.sumOffset(panel.scalesPerBlock(), half)), scratch);
  }

  private void oneTerm() {
    asm.vmovss(header(0, 0), scale);
    corrections(0, x);
    for (int i = digits.count - 1; i >= 0; i--) {
      store(i, x);
      shiftDigit(i);
    }
  }

  /// The third digit apart from the other two: `q - 65536 * high` is summed in the second term.
  private void twoTerms() {
    asm.vmulps(scratch, scale, termFactor);
    asm.vmovss(header(0, 0), scratch);
    asm.vmovss(header(1, 0), scale);
    for (int half = 0; half < 2; half++) {
      Zmm high = digit.get(half);
      asm.vpaddd(high, x.get(half), halfDigit);
      asm.vpsrad(high, high, Byte.SIZE);
      asm.vpaddd(high, high, halfDigit);
      asm.vpsrad(high, high, Byte.SIZE);
    }
    corrections(0, digit);
    store(0, digit);
    for (int half = 0; half < 2; half++) {
      asm.vpslld(scratch, digit.get(half), 2 * Byte.SIZE);
      asm.vpsubd(x.get(half), x.get(half), scratch);
    }
    corrections(1, x);
    store(2, x);
    shiftDigit(2);
    store(1, x);
  }

  /// Takes the lowest digit away: it is from -128 to 127, so that half a digit rounds rightly.
  private void shiftDigit(int remaining) {
    if (remaining > 0) {
      for (Zmm half : x) {
        asm.vpaddd(half, half, halfDigit);
        asm.vpsrad(half, half, Byte.SIZE);
      }
    }
  }

  private void store(int index, List<Zmm> halves) {
    for (int half = 0; half < 2; half++) {
      asm.vpmovdb(OUT.at(digits.digitOffset(index) + half * 16), halves.get(half));
    }
  }

  /// Stores what is added to the sums because weights are stored with an offset.
  private void corrections(int term, List<Zmm> halves) {
    if (panel.offsetBits() < 0) {
      return;
    }
    if (panel.scalesPerBlock() == 1) {
      asm.vpaddd(scratch, halves.get(0), halves.get(1));
      correction(term, 4);
    } else {
      asm.vmovups(scratch, halves.get(0));
      correction(term, 4);
      asm.vmovups(scratch, halves.get(1));
      correction(term, 8);
    }
  }

  private void correction(int term, int offset) {
    sumLanes(scratch);
    asm.vpslld(scratch, scratch, panel.offsetBits());
    asm.vpxord(inverse, inverse, inverse);
    asm.vpsubd(scratch, inverse, scratch);
    asm.vmovss(header(term, offset), scratch);
  }

  /// Leaves the sum of all lanes in each; uses the register that held the inverse.
  private void sumLanes(Zmm lanes) {
    asm.vshufi32x4(inverse, lanes, lanes, SWAP_PAIRS);
    asm.vpaddd(lanes, lanes, inverse);
    asm.vshufi32x4(inverse, lanes, lanes, SWAP_NEIGHBOURS);
    asm.vpaddd(lanes, lanes, inverse);
    asm.vpshufd(inverse, lanes, SWAP_PAIRS);
    asm.vpaddd(lanes, lanes, inverse);
    asm.vpshufd(inverse, lanes, SWAP_NEIGHBOURS);
    asm.vpaddd(lanes, lanes, inverse);
  }

  private static Memory header(int term, int offset) {
    return OUT.at(term * Digits.HEADER + offset);
  }
}
