package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Label;
import assay.engine.machine.Constant;
import assay.engine.machine.Gpr;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.VectorWidth;
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
  private static final int SWAP_HALVES = 0x01;
  private static final int EVEN_THEN_ODD = 0xd8;

  // Where the lanes are that narrowing has left in halves, for bytes and for numbers of 16 bits.
  private static final Constant BYTE_ORDER = new Constant(List.of(0, 4, 1, 5, 2, 6, 3, 7));
  private static final Constant WORD_ORDER = new Constant(List.of(0, 1, 4, 5, 2, 3, 6, 7));

  private static final Gpr X = Gpr.RDI;
  private static final Gpr OUT = Gpr.RSI;
  private static final Gpr BLOCKS = Gpr.RDX;

  private final InstructionSet set;
  private final Assembler asm;
  private final Digits digits;
  private final PanelCode panel;
  private final List<Zmm> x; // a block
  private final List<Zmm> digit; // likewise
  private final Zmm scale;
  private final Zmm inverse;
  private final Zmm scratch;
  private final Zmm magnitude;
  private final Zmm smallest;
  private final Zmm limit;
  private final Zmm halfDigit;
  private final Zmm termFactor;

  private DigitInput(InstructionSet set, PanelCode panel, Digits digits) {
    this.set = set;
    this.panel = panel;
    this.digits = digits;
    asm = new Assembler(set.width);
    Registers registers = new Registers(set.width);
    x = registers.take(Digits.BLOCK / set.width.lanes());
    digit = registers.take(x.size());
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
  static byte[] code(InstructionSet set, PanelCode panel, Digits digits) {
    DigitInput input = new DigitInput(set, panel, digits);
    input.blocks();
    return input.asm.code();
  }

  private void blocks() {
    asm.add(X, Gpr.RCX);
    Label next = new Label();
    asm.place(next);
    for (int i = 0; i < x.size(); i++) {
      asm.vmovups(x.get(i), X.at(i * set.width.bytes()));
    }
    scale();
    for (Zmm part : x) {
      asm.vmulps(part, part, inverse);
      asm.vcvtps2dq(part, part);
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
    asm.vpandd(inverse, magnitude, x.getFirst());
    for (Zmm part : x.subList(1, x.size())) {
      asm.vpandd(scratch, magnitude, part);
      asm.vpmaxud(inverse, inverse, scratch);
    }
    for (int step = 0; step < steps(); step++) {
      swap(step, scratch, inverse);
      asm.vpmaxud(inverse, inverse, scratch);
    }
    asm.vpmaxud(inverse, inverse, smallest);
    asm.vdivps(scale, inverse, limit);
    asm.vdivps(inverse, limit, inverse);
  }

  /// Returns how many times lanes have to be swapped until each has met all others.
  private int steps() {
    return Integer.numberOfTrailingZeros(set.width.lanes());
  }

  /// Swaps halves, quarters, ... in the last step neighbours.
  private void swap(int step, Zmm to, Zmm from) {
    int order = (steps() - step) % 2 == 0 ? SWAP_PAIRS : SWAP_NEIGHBOURS;
    if (step >= steps() - 2) {
      asm.vpshufd(to, from, order);
    } else if (set.width == VectorWidth.ZMM) {
      asm.vshufi32x4(to, from, from, order);
    } else {
      asm.vperm2i128(to, from, from, SWAP_HALVES);
    }
  }

  /// Stores the sum of the activations as they are written, for minima.
  private void sums() {
    for (int half = 0; half < panel.scalesPerBlock(); half++) {
      sumOf(half, x);
      asm.vcvtdq2ps(scratch, scratch);
      asm.vmulps(scratch, scratch, scale);
      asm.vmovss(header(0, Digits.sumOffset(panel.scalesPerBlock(), half)), scratch);
    }
  }

  private void oneTerm() {
    asm.vmovss(header(0, 0), scale);
    corrections(0, x);
    if (!set.multipliesBytes()) {
      storeWords();
      return;
    }
    for (int i = digits.count - 1; i >= 0; i--) {
      storeLowest(i);
      shiftDigit(i);
    }
  }

  /// The third digit apart from the other two: `q - 65536 * high` is summed in the second term.
  private void twoTerms() {
    asm.vmulps(scratch, scale, termFactor);
    asm.vmovss(header(0, 0), scratch);
    asm.vmovss(header(1, 0), scale);
    for (int i = 0; i < x.size(); i++) {
      Zmm high = digit.get(i);
      asm.vpaddd(high, x.get(i), halfDigit);
      asm.vpsrad(high, high, Byte.SIZE);
      asm.vpaddd(high, high, halfDigit);
      asm.vpsrad(high, high, Byte.SIZE);
    }
    corrections(0, digit);
    store(0, digit);
    for (int i = 0; i < x.size(); i++) {
      asm.vpslld(scratch, digit.get(i), 2 * Byte.SIZE);
      asm.vpsubd(x.get(i), x.get(i), scratch);
    }
    corrections(1, x);
    storeLowest(2);
    shiftDigit(2);
    storeLowest(1);
  }

  /// Takes the lowest digit away: it is from -128 to 127, so that half a digit rounds rightly.
  private void shiftDigit(int remaining) {
    if (remaining > 0) {
      for (Zmm part : x) {
        asm.vpaddd(part, part, halfDigit);
        asm.vpsrad(part, part, Byte.SIZE);
      }
    }
  }

  private void storeLowest(int index) {
    if (set.width == VectorWidth.ZMM) {
      store(index, x);
      return;
    }
    for (int i = 0; i < x.size(); i++) {
      cutOff(digit.get(i), x.get(i), Byte.SIZE);
    }
    store(index, digit);
  }

  /// Leaves the lowest bits, the highest of them as sign.
  private void cutOff(Zmm to, Zmm from, int bits) {
    asm.vpslld(to, from, Integer.SIZE - bits);
    asm.vpsrad(to, to, Integer.SIZE - bits);
  }

  /// Stores numbers as bytes; short vectors only take numbers that are no larger.
  private void store(int index, List<Zmm> numbers) {
    int start = digits.digitOffset(index);
    if (set.width == VectorWidth.ZMM) {
      asm.vpmovdb(OUT.at(start), numbers.get(0));
      asm.vpmovdb(OUT.at(start + set.width.lanes()), numbers.get(1));
      return;
    }
    asm.vpackssdw(scratch, numbers.get(0), numbers.get(1));
    asm.vpackssdw(inverse, numbers.get(2), numbers.get(3));
    asm.vpacksswb(scratch, scratch, inverse);
    asm.vmovups(inverse, BYTE_ORDER);
    asm.vpermd(scratch, inverse, scratch);
    asm.vmovups(OUT.at(start), scratch);
  }

  /// Stores two digits as a number of 16 bits: of four columns the even ones, then the odd ones, as
  /// [NarrowDigitTile] has the weights.
  private void storeWords() {
    for (int pair = 0; pair < 2; pair++) {
      for (int i = 2 * pair; i < 2 * pair + 2; i++) {
        asm.vpshufd(digit.get(i), x.get(i), EVEN_THEN_ODD);
        cutOff(digit.get(i), digit.get(i), Short.SIZE);
      }
      asm.vpackssdw(scratch, digit.get(2 * pair), digit.get(2 * pair + 1));
      asm.vmovups(inverse, WORD_ORDER);
      asm.vpermd(scratch, inverse, scratch);
      asm.vmovups(OUT.at(digits.digitOffset(0) + pair * set.width.bytes()), scratch);
    }
  }

  /// Stores what is added to the sums because weights are stored with an offset.
  private void corrections(int term, List<Zmm> numbers) {
    if (panel.offsetBits() < 0) {
      return;
    }
    for (int half = 0; half < panel.scalesPerBlock(); half++) {
      sumOf(half, numbers);
      asm.vpslld(scratch, scratch, panel.offsetBits());
      asm.vpxord(inverse, inverse, inverse);
      asm.vpsubd(scratch, inverse, scratch);
      asm.vmovss(header(term, Float.BYTES + half * Integer.BYTES), scratch);
    }
  }

  /// Leaves the sum of a block, or of its half, in each lane of the scratch register; uses the
  /// register that held the inverse.
  private void sumOf(int half, List<Zmm> numbers) {
    int count = numbers.size() / panel.scalesPerBlock();
    List<Zmm> own = numbers.subList(half * count, (half + 1) * count);
    asm.vmovups(scratch, own.getFirst());
    own.subList(1, count).forEach(part -> asm.vpaddd(scratch, scratch, part));
    for (int step = 0; step < steps(); step++) {
      swap(step, inverse, scratch);
      asm.vpaddd(scratch, scratch, inverse);
    }
  }

  private static Memory header(int term, int offset) {
    return OUT.at(term * Digits.HEADER + offset);
  }
}
