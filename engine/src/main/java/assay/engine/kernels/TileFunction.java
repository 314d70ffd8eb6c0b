package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Constant;
import assay.engine.machine.Gpr;
import assay.engine.machine.Mask;
import assay.engine.machine.VectorWidth;
import assay.engine.machine.Zmm;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// How functions that multiply panels with tiles are called; [TileCall] calls them:
///
///     void tile(weights, input, out, chunks, inputStride, outStride, panels, lanes, outOffset,
///         fetches)
///
/// `weights` are panels one behind the other, `input` the tile's first token, `out + outOffset` the
/// first token's output of the first panel's first row; strides lead to the next token, in bytes.
/// Only the rows of a panel that have a bit in `lanes` are stored. Where `fetches` is not zero, the
/// weights behind those in use are brought from memory meanwhile.
final class TileFunction {
  /// Room that a function has for what no register is left for.
  static final int FRAME_BYTES = 768;

  private static final int LINE = 64;
  private static final Gpr CALLER = Gpr.R13;
  private static final List<Gpr> SAVED = List.of(Gpr.RBX, Gpr.RBP, Gpr.R12, CALLER);
  private static final int ARGUMENTS = (4 + 1) * Long.BYTES; // behind those and the return address
  private static final int LANES_AT = ARGUMENTS + Long.BYTES;
  private static final int OUT_OFFSET_AT = ARGUMENTS + 2 * Long.BYTES;
  private static final Mask LANES = new Mask(1);
  private static final Constant LANE_BITS = new Constant(List.of(1, 2, 4, 8, 16, 32, 64, 128));

  private TileFunction() {}

  /// Returns a handle for functions of a type, whose address comes first. Arguments may be Java
  /// arrays: nothing moves them while the function runs.
  @SuppressWarnings("restricted") // the functions are our own and stay inside their arguments
  static MethodHandle downcall(FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(type, Linker.Option.critical(true));
  }

  static RuntimeException failed(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      // Downcalls declare Throwable and throw nothing of their own.
      case Throwable e -> new IllegalStateException(e);
    };
  }

  /// Begins a function: saves registers, loads the arguments that lie on the stack and makes room
  /// for [#FRAME_BYTES] at the stack pointer, which begin a cache line.
  static void open(Assembler asm, Gpr out, Gpr panels, Gpr fetches) {
    SAVED.forEach(asm::push);
    asm.mov(CALLER, Gpr.RSP);
    asm.mov(panels, CALLER.at(ARGUMENTS));
    asm.mov(Gpr.RAX, CALLER.at(OUT_OFFSET_AT));
    asm.add(out, Gpr.RAX);
    asm.mov(fetches, CALLER.at(ARGUMENTS + 3 * Long.BYTES));
    if (asm.width() == VectorWidth.ZMM) {
      asm.mov(Gpr.RAX, CALLER.at(LANES_AT));
      asm.kmovw(LANES, Gpr.RAX);
    }
    asm.add(Gpr.RSP, -FRAME_BYTES);
    asm.and(Gpr.RSP, -LINE);
  }

  /// Stores a vector for each token. The last register must hold none of them.
  static void store(Assembler asm, Gpr out, Gpr stride, List<Zmm> sums) {
    asm.mov(Gpr.RAX, out);
    Zmm lanes = asm.width().last();
    if (asm.width() == VectorWidth.YMM) {
      asm.vpbroadcastd(lanes, CALLER.at(LANES_AT));
      asm.vpandd(lanes, lanes, LANE_BITS);
      asm.vpcmpeqd(lanes, lanes, LANE_BITS);
    }
    for (Zmm sum : sums) {
      switch (asm.width()) {
        case YMM -> asm.vmaskmovps(Gpr.RAX.at(0), lanes, sum);
        case ZMM -> asm.vmovups(Gpr.RAX.at(0), LANES, sum);
      }
      asm.add(Gpr.RAX, stride);
    }
  }

  /// Ends a function.
  static void close(Assembler asm) {
    asm.mov(Gpr.RSP, CALLER);
    SAVED.reversed().forEach(asm::pop);
    asm.ret();
  }
}
