package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Label;
import assay.engine.machine.Gpr;
import assay.engine.machine.Mask;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// Describes functions that pass arrays element by element, sixteen at once, in the steps of
/// [VectorKernels] with vectors of 512 bits, and with the same bits as a result:
///
///     void gate(gate, up, offset, vectors, lanes)
///     void addScaled(x, out, xOffset, outOffset, vectors, lanes, factor)
///     float squares(x, offset, vectors)
///     void scale(x, gain, out, offset, vectors, factor)
///
/// Offsets are in bytes. Behind the whole vectors come as many elements more as `lanes` has bits.
final class ElementProgram {
  private static final int VECTOR = 64;
  private static final int SIGN = 0x80000000;
  private static final int SWAP_PAIRS = 0x4e;
  private static final int SWAP_NEIGHBOURS = 0xb1;
  private static final Mask LANES = new Mask(1);

  /// Vectors of each of the two sums of [DotProduct] in turn.
  private static final int GROUP = DotProduct.GROUP / InstructionSet.AVX512.rows();

  /// Of vectors that [#squares] takes, of which it takes whole numbers alone.
  static final int SQUARES_UNIT = 2 * GROUP;

  private final Assembler asm = new Assembler();
  private final Registers registers = new Registers();

  private ElementProgram() {}

  /// What is done with a vector of elements.
  private interface Step {
    void of(Memory first, Memory second, boolean partial);
  }

  /// Returns the code of `gate = gate / (1 + exp(-gate)) * up`.
  static byte[] gate() {
    return new ElementProgram().gateCode();
  }

  private byte[] gateCode() {
    Zmm gate = registers.take();
    Zmm up = registers.take();
    Zmm result = registers.take();
    Zmm sign = PanelCode.constant(asm, registers, SIGN);
    ExponentialCode exponential = new ExponentialCode(asm, registers);
    asm.add(Gpr.RDI, Gpr.RDX);
    asm.add(Gpr.RSI, Gpr.RDX);
    each(
        Gpr.RCX,
        Gpr.R8,
        (first, second, partial) -> {
          load(gate, first, partial);
          load(up, second, partial);
          asm.vpxord(result, gate, sign);
          exponential.of(result);
          asm.vaddps(result, result, exponential.one());
          asm.vdivps(result, gate, result);
          asm.vmulps(result, result, up);
          store(first, result, partial);
        });
    return asm.code();
  }

  /// Returns the code of `out = factor * x + out`, rounded once.
  static byte[] addScaled() {
    return new ElementProgram().addScaledCode();
  }

  private byte[] addScaledCode() {
    Zmm factor = registers.take();
    Zmm x = registers.take();
    Zmm out = registers.take();
    asm.vpbroadcastd(factor, Gpr.RSP.at(Long.BYTES));
    asm.add(Gpr.RDI, Gpr.RDX);
    asm.add(Gpr.RSI, Gpr.RCX);
    each(
        Gpr.R8,
        Gpr.R9,
        (first, second, partial) -> {
          load(x, first, partial);
          load(out, second, partial);
          asm.vfmadd231ps(out, factor, x);
          store(second, out, partial);
        });
    return asm.code();
  }

  /// Passes whole vectors of two arrays, and what is left, and ends the function.
  private void each(Gpr vectors, Gpr lanes, Step step) {
    Label next = new Label();
    Label rest = new Label();
    Label done = new Label();
    asm.test(vectors);
    asm.jz(rest);
    asm.place(next);
    step.of(Gpr.RDI.at(0), Gpr.RSI.at(0), false);
    asm.add(Gpr.RDI, VECTOR);
    asm.add(Gpr.RSI, VECTOR);
    asm.dec(vectors);
    asm.jnz(next);
    asm.place(rest);
    asm.test(lanes);
    asm.jz(done);
    asm.kmovw(LANES, lanes);
    step.of(Gpr.RDI.at(0), Gpr.RSI.at(0), true);
    asm.place(done);
    asm.ret();
  }

  private void load(Zmm to, Memory from, boolean partial) {
    if (partial) {
      asm.vpxord(to, to, to);
      asm.vmovups(to, LANES, from);
    } else {
      asm.vmovups(to, from);
    }
  }

  private void store(Memory to, Zmm from, boolean partial) {
    if (partial) {
      asm.vmovups(to, LANES, from);
    } else {
      asm.vmovups(to, from);
    }
  }

  /// Returns the code of the sum of `x * x`, in the order of [DotProduct].
  static byte[] squares() {
    return new ElementProgram().squaresCode();
  }

  private byte[] squaresCode() {
    Zmm even = registers.take(); // the first register, which results are returned in
    Zmm odd = registers.take();
    Zmm x = registers.take();
    asm.vpxord(even, even, even);
    asm.vpxord(odd, odd, odd);
    asm.add(Gpr.RDI, Gpr.RSI);
    Label next = new Label();
    asm.place(next);
    for (int i = 0; i < SQUARES_UNIT; i++) {
      asm.vmovups(x, Gpr.RDI.at(i * VECTOR));
      asm.vfmadd231ps(i < GROUP ? even : odd, x, x);
    }
    asm.add(Gpr.RDI, SQUARES_UNIT * VECTOR);
    asm.add(Gpr.RDX, -SQUARES_UNIT);
    asm.test(Gpr.RDX);
    asm.jnz(next);
    asm.vaddps(even, even, odd);
    asm.vpshufd(x, even, SWAP_NEIGHBOURS);
    asm.vaddps(even, even, x);
    asm.vpshufd(x, even, SWAP_PAIRS);
    asm.vaddps(even, even, x);
    asm.vshufi32x4(x, even, even, SWAP_NEIGHBOURS);
    asm.vaddps(even, even, x);
    asm.vshufi32x4(x, even, even, SWAP_PAIRS);
    asm.vaddps(even, even, x);
    asm.ret();
    return asm.code();
  }

  /// Returns the code of `out = x * factor * gain`.
  static byte[] scale() {
    return new ElementProgram().scaleCode();
  }

  private byte[] scaleCode() {
    Zmm factor = registers.take();
    Zmm x = registers.take();
    asm.vpbroadcastd(factor, Gpr.R9);
    asm.add(Gpr.RDI, Gpr.RCX);
    asm.add(Gpr.RDX, Gpr.RCX);
    Label next = new Label();
    asm.place(next);
    asm.vmulps(x, factor, Gpr.RDI.at(0));
    asm.vmulps(x, x, Gpr.RSI.at(0));
    asm.vmovups(Gpr.RDX.at(0), x);
    asm.add(Gpr.RDI, VECTOR);
    asm.add(Gpr.RSI, VECTOR);
    asm.add(Gpr.RDX, VECTOR);
    asm.dec(Gpr.R8);
    asm.jnz(next);
    asm.ret();
    return asm.code();
  }
}
