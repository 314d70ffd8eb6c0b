package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Mask;
import assay.engine.machine.Gpr;
import assay.engine.machine.Zmm;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// How functions that multiply panels with tiles are called; [TileCall] calls them:
///
///     void tile(weights, input, out, chunks, inputStride, outStride, panels, lanes, outOffset)
///
/// `weights` are panels one behind the other, `input` the tile's first token, `out + outOffset` the
/// first token's output of the first panel's first row; strides lead to the next token, in bytes.
/// Only the rows of a panel that have a bit in `lanes` are stored.
final class TileFunction {
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

  /// Begins a function: saves registers and loads the arguments that lie on the stack.
  static void open(Assembler asm, Gpr out, Gpr panels, Mask lanes) {
    asm.push(Gpr.RBX);
    asm.push(Gpr.RBP);
    // Behind two saved registers and the return address.
    asm.mov(panels, Gpr.RSP.at(24));
    asm.mov(Gpr.RAX, Gpr.RSP.at(32));
    asm.kmovw(lanes, Gpr.RAX);
    asm.mov(Gpr.RAX, Gpr.RSP.at(40));
    asm.add(out, Gpr.RAX);
  }

  /// Stores a vector for each token.
  static void store(Assembler asm, Gpr out, Gpr stride, Mask lanes, List<Zmm> sums) {
    asm.mov(Gpr.RAX, out);
    for (Zmm sum : sums) {
      asm.vmovups(Gpr.RAX.at(0), lanes, sum);
      asm.add(Gpr.RAX, stride);
    }
  }

  /// Ends a function.
  static void close(Assembler asm) {
    asm.pop(Gpr.RBP);
    asm.pop(Gpr.RBX);
    asm.ret();
  }
}
