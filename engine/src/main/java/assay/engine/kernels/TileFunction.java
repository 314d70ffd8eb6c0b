package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Mask;
import assay.engine.machine.Gpr;
import assay.engine.machine.Zmm;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// How functions that multiply panels with tiles are called, from both sides:
///
///     void tile(weights, input, out, chunks, inputStride, outStride, panels, lanes, outOffset,
///         fetches)
///
/// `weights` are panels one behind the other, `input` the tile's first token, `out + outOffset` the
/// first token's output of the first panel's first row; strides lead to the next token, in bytes.
/// Only the rows of a panel that have a bit in `lanes` are stored. Where `fetches` is not zero, the
/// weights behind those in use are brought from memory meanwhile.
final class TileFunction {
  private static final MethodHandle TILE =
      downcall(
          FunctionDescriptor.ofVoid(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  private TileFunction() {}

  /// Returns a handle for functions of a type, whose address comes first. Arguments may be Java
  /// arrays: nothing moves them while the function runs.
  @SuppressWarnings("restricted") // the functions are our own and stay inside their arguments
  static MethodHandle downcall(FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(type, Linker.Option.critical(true));
  }

  /// What does not change from tile to tile.
  ///
  /// @param inputStride from token to token, in bytes
  /// @param out holds all outputs
  /// @param outStride from token to token, in bytes
  /// @param chunks that a panel has
  record Shape(long inputStride, MemorySegment out, long outStride, long chunks) {}

  /// Some panels, one behind the other.
  ///
  /// @param address of the first
  /// @param count at least 1
  /// @param lanes of each that are stored
  record Panels(long address, long count, long lanes) {}

  /// Some tokens.
  ///
  /// @param input address of the first
  /// @param outOffset of its output in the first panel's first row
  /// @param fetches whether the panels may not be in a cache yet
  record Tile(long input, long outOffset, boolean fetches) {}

  /// Calls a function.
  static void call(MemorySegment code, Shape shape, Panels panels, Tile tile) {
    try {
      TILE.invokeExact(
          code,
          panels.address(),
          tile.input(),
          shape.out(),
          shape.chunks(),
          shape.inputStride(),
          shape.outStride(),
          panels.count(),
          panels.lanes(),
          tile.outOffset(),
          tile.fetches() ? 1L : 0L);
    } catch (Throwable e) {
      throw failed(e);
    }
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
  static void open(Assembler asm, Gpr out, Gpr panels, Mask lanes, Gpr fetches) {
    asm.push(Gpr.RBX);
    asm.push(Gpr.RBP);
    asm.push(Gpr.R12);
    // Behind three saved registers and the return address.
    asm.mov(panels, Gpr.RSP.at(32));
    asm.mov(Gpr.RAX, Gpr.RSP.at(40));
    asm.kmovw(lanes, Gpr.RAX);
    asm.mov(Gpr.RAX, Gpr.RSP.at(48));
    asm.add(out, Gpr.RAX);
    asm.mov(fetches, Gpr.RSP.at(56));
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
    asm.pop(Gpr.R12);
    asm.pop(Gpr.RBP);
    asm.pop(Gpr.RBX);
    asm.ret();
  }
}
