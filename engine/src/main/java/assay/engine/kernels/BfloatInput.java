package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Label;
import assay.engine.machine.Gpr;
import assay.engine.machine.Mask;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Describes the function that rounds one token's activations to BF16:
///
///     void round(x, out, vectors, offset, lanes)
///
/// whole vectors of sixteen from `x + offset` on, and the elements behind them that have a bit in
/// `lanes`, filled up with zeros to sixteen if there are any.
final class BfloatInput {
  private static final int LANES = InstructionSet.AVX512_BF16.rows();
  private static final int LOWER_HALF = 0xff; // of a register's lanes

  private static final MethodHandle ROUND =
      TileFunction.downcall(
          FunctionDescriptor.ofVoid(
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  private static final Gpr X = Gpr.RDI;
  private static final Gpr OUT = Gpr.RSI;
  private static final Gpr VECTORS = Gpr.RDX;
  private static final Gpr OFFSET = Gpr.RCX;
  private static final Gpr REST = Gpr.R8;
  private static final Mask HALF = new Mask(1);
  private static final Mask REST_LANES = new Mask(2);

  private final Assembler asm = new Assembler();
  private final Zmm numbers;

  private BfloatInput() {
    numbers = new Registers().take();
  }

  /// Calls the function.
  static void call(MemorySegment code, MemorySegment x, long offset, long out, int columns) {
    long rest = (1L << columns % LANES) - 1;
    try {
      ROUND.invokeExact(code, x, out, (long) columns / LANES, offset, rest);
    } catch (Throwable e) {
      throw TileFunction.failed(e);
    }
  }

  /// Returns the code.
  static byte[] code() {
    BfloatInput input = new BfloatInput();
    input.vectors();
    return input.asm.code();
  }

  private void vectors() {
    Label next = new Label();
    Label rest = new Label();
    Label done = new Label();
    asm.add(X, OFFSET);
    asm.mov(Gpr.RAX, LOWER_HALF);
    asm.kmovw(HALF, Gpr.RAX);
    asm.test(VECTORS);
    asm.jz(rest);
    asm.place(next);
    asm.vcvtneps2bf16(numbers, X.at(0));
    asm.vmovups(OUT.at(0), HALF, numbers);
    asm.add(X, LANES * Float.BYTES);
    asm.add(OUT, LANES * Short.BYTES);
    asm.dec(VECTORS);
    asm.jnz(next);
    asm.place(rest);
    asm.test(REST);
    asm.jz(done);
    asm.kmovw(REST_LANES, REST);
    asm.vpxord(numbers, numbers, numbers);
    asm.vmovups(numbers, REST_LANES, X.at(0));
    asm.vcvtneps2bf16(numbers, numbers);
    asm.vmovups(OUT.at(0), HALF, numbers);
    asm.place(done);
    asm.ret();
  }
}
