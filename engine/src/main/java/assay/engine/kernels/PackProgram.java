package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Assembler.Label;
import assay.engine.machine.Constant;
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
  private static final Gpr WHOLE = Gpr.R9;
  private static final Gpr PART = Gpr.R10;

  private static final int EVERY_FOURTH_BIT = 0x11111111;
  private static final int LOW_HALVES = 0x0f0f0f0f;
  private static final int LOW_PAIRS = 0x03030303;
  private static final int SIGN_OF_SIX = 0x20202020;

  private final Assembler asm = new Assembler();
  private final int rows;

  private PackProgram(int rows) {
    this.rows = rows;
  }

  /// Where chunks of a row are, and where they go.
  ///
  /// @param source offset in the matrix
  /// @param target address of the first chunk
  /// @param lane of the row, from 0 on
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
  /// @param rows of a panel
  /// @param sourceBytes of a chunk in the row
  /// @param targetBytes of a chunk of all rows
  /// @param description what a chunk consists of
  static byte[] code(int rows, int sourceBytes, int targetBytes, Consumer<LaneCopy> description) {
    PackProgram program = new PackProgram(rows);
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
      storeInt(target, i);
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

  @Override
  public void bytes(int source, int target, int count) {
    for (int i = 0; i < count; i++) {
      asm.movzx8(NUMBER, SOURCE.at(source + i));
      asm.mov8(TARGET.at(target + i * rows).plus(LANE, 1), NUMBER);
    }
  }

  @Override
  public void spreadBits(int source, int target) {
    asm.mov32(WHOLE, SOURCE.at(source));
    asm.pext32(NUMBER, WHOLE, Constant.of(EVERY_FOURTH_BIT));
    for (int column = 1; column < 4; column++) {
      asm.pext32(PART, WHOLE, Constant.of(EVERY_FOURTH_BIT << column));
      asm.shl32(PART, column * Byte.SIZE);
      asm.or32(NUMBER, PART);
    }
    storeInt(target, 0);
  }

  /// The larger of `32 * (e + 1)`, right for 0 and 1, and `128 * (e - 1)`, right for the others.
  @Override
  public void halfPower(int source, int target) {
    asm.movzx8(NUMBER, SOURCE.at(source));
    asm.add(NUMBER, 1);
    asm.shl32(NUMBER, 5);
    asm.mov(WHOLE, NUMBER);
    asm.shl32(NUMBER, 2);
    asm.add(NUMBER, -2 * 128);
    asm.cmp(NUMBER, WHOLE);
    asm.cmovl(NUMBER, WHOLE);
    asm.mov16(TARGET.at(target).plus(LANE, Short.BYTES), NUMBER);
  }

  /// Bytes 0 to 7 hold the low four bits, those of groups 8 to 15 in the high halves; bytes 8 to 11
  /// the high two bits, of groups `g`, `g + 4`, `g + 8` and `g + 12` in one byte.
  @Override
  public void sixBitScales(int source, int target) {
    for (int i = 0; i < 4; i++) {
      asm.mov32(NUMBER, SOURCE.at(source + i % 2 * Integer.BYTES));
      asm.shr32(NUMBER, i / 2 * 4);
      asm.and32(NUMBER, LOW_HALVES);
      asm.mov32(PART, SOURCE.at(source + 2 * Integer.BYTES));
      asm.shr32(PART, 2 * i);
      asm.and32(PART, LOW_PAIRS);
      asm.shl32(PART, 4);
      asm.or32(NUMBER, PART);
      asm.xor32(NUMBER, SIGN_OF_SIX);
      storeInt(target, i);
    }
  }

  private void storeInt(int target, int index) {
    int vector = target + index * rows * Integer.BYTES;
    asm.mov32(TARGET.at(vector).plus(LANE, Integer.BYTES), NUMBER);
  }
}
