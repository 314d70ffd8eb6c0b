package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Label;
import assay.engine.machine.Gpr;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.function.Consumer;

/// Describes the function that packs some chunks of one row:
///
///     void pack(matrix, offset, target, chunks, lane)
///
/// from `matrix + offset` to the chunks at `target`, where the row has the number `lane`.
final class PackProgram implements LaneCopy {
  private static final MethodHandle PACK =
      TileFunction.downcall(
          FunctionDescriptor.ofVoid(
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG));

  private static final Gpr SOURCE = Gpr.RDI;
  private static final Gpr OFFSET = Gpr.RSI;
  private static final Gpr TARGET = Gpr.RDX;
  private static final Gpr CHUNKS = Gpr.RCX;
  private static final Gpr LANE = Gpr.R8;
  private static final Gpr NUMBER = Gpr.RAX;

  private final Assembler asm = new Assembler();

  private PackProgram() {}

  /// Where chunks of a row are, and where they go.
  ///
  /// @param source offset in the matrix
  /// @param target address of the first chunk
  /// @param lane of the row, from 0 to 15
  record Move(long source, long target, long chunks, long lane) {}

  /// Calls a function.
  static void call(MemorySegment code, MemorySegment matrix, Move move) {
    try {
      PACK.invokeExact(code, matrix, move.source(), move.target(), move.chunks(), move.lane());
    } catch (Throwable e) {
      throw TileFunction.failed(e);
    }
  }

  /// Returns the code.
  ///
  /// @param sourceBytes of a chunk in the row
  /// @param targetBytes of a chunk of sixteen rows
  /// @param description what a chunk consists of
  static byte[] code(int sourceBytes, int targetBytes, Consumer<LaneCopy> description) {
    PackProgram program = new PackProgram();
    Assembler asm = program.asm;
    asm.add(SOURCE, OFFSET);
    Label next = new Label();
    asm.place(next);
    description.accept(program);
    asm.add(SOURCE, sourceBytes);
    asm.add(TARGET, targetBytes);
    asm.dec(CHUNKS);
    asm.jnz(next);
    asm.ret();
    return asm.code();
  }

  @Override
  public void ints(int source, int target, int count, int turned) {
    for (int i = 0; i < count; i++) {
      asm.mov32(NUMBER, SOURCE.at(source + i * Integer.BYTES));
      if (turned != 0) {
        asm.xor32(NUMBER, turned);
      }
      int vector = target + i * TileProgram.ROWS * Integer.BYTES;
      asm.mov32(TARGET.at(vector).plus(LANE, Integer.BYTES), NUMBER);
    }
  }

  @Override
  public void half(int source, int target, int turned) {
    asm.movzx16(NUMBER, SOURCE.at(source));
    if (turned != 0) {
      asm.xor32(NUMBER, turned);
    }
    asm.mov16(TARGET.at(target).plus(LANE, Short.BYTES), NUMBER);
  }
}
