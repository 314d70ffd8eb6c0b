package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;
import java.util.List;

/// Describes the steps of [Exponential] for all lanes of a register, in vectors of 512 bits.
///
/// The second operand of a comparison is the one that is kept where one is undefined, so that an
/// undefined argument makes the result undefined.
final class ExponentialCode {
  private static final int EXPONENT_BIAS = 127;
  private static final int FRACTION_BITS = 23;

  private final Assembler asm;
  private final Zmm power;
  private final Zmm whole;
  private final Zmm bias;
  private final Zmm smallest;
  private final Zmm most;
  private final Zmm log2e;
  private final Zmm rounder;
  private final Zmm minusLn2High;
  private final Zmm minusLn2Low;
  private final List<Zmm> coefficients;

  /// Loads the constants.
  ///
  /// @param registers that seventeen are taken of
  ExponentialCode(Assembler asm, Registers registers) {
    this.asm = asm;
    power = registers.take();
    whole = registers.take();
    bias = PanelCode.constant(asm, registers, EXPONENT_BIAS);
    smallest = constant(registers, Exponential.SMALLEST);
    most = constant(registers, Exponential.LARGEST);
    log2e = constant(registers, Exponential.LOG2_E);
    rounder = constant(registers, Exponential.ROUNDER);
    minusLn2High = constant(registers, -Exponential.LN2_HIGH);
    minusLn2Low = constant(registers, -Exponential.LN2_LOW);
    coefficients = Exponential.COEFFICIENTS.stream().map(c -> constant(registers, c)).toList();
  }

  private Zmm constant(Registers registers, float value) {
    return PanelCode.constant(asm, registers, Float.floatToRawIntBits(value));
  }

  /// Returns the register that holds 1 in all lanes.
  Zmm one() {
    return coefficients.getLast();
  }

  /// Replaces the lanes of a register by their exponentials.
  void of(Zmm x) {
    asm.vmaxps(x, smallest, x);
    asm.vminps(x, most, x);
    asm.vmulps(whole, x, log2e);
    asm.vaddps(whole, whole, rounder);
    asm.vsubps(whole, whole, rounder);
    asm.vfmadd231ps(x, whole, minusLn2High);
    asm.vfmadd231ps(x, whole, minusLn2Low);
    asm.vmovups(power, coefficients.getFirst());
    coefficients.stream().skip(1).forEach(c -> asm.vfmadd213ps(power, x, c));
    asm.vfmadd213ps(power, x, one());
    asm.vcvtps2dq(whole, whole);
    asm.vpaddd(whole, whole, bias);
    asm.vpslld(whole, whole, FRACTION_BITS);
    asm.vmulps(x, power, whole);
  }
}
