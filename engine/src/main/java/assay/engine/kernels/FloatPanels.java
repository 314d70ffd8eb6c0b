package assay.engine.kernels;

import assay.engine.format.BlockScales;
import assay.engine.format.DType;
import assay.engine.machine.CodeSpace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Panels of F32, F16, BF16 or F8 weights, multiplied in F32.
final class FloatPanels implements PanelType {
  private static final float SCALE_FACTOR = 0x1p120f;
  private static final int NAN = 0x7f;

  private final InstructionSet set;
  private final DType dtype;
  private final List<MemorySegment> functions; // one for each width of a tile, and two more

  /// Writes the functions.
  ///
  /// @param arena that they live as long as
  FloatPanels(InstructionSet set, DType dtype, Arena arena) {
    this.set = set;
    this.dtype = dtype;
    List<byte[]> codes = new ArrayList<>();
    for (int tokens = 1; tokens <= set.mostTokens(); tokens++) {
      codes.add(FloatTile.code(set, dtype, tokens));
    }
    int sourceBytes = chunkColumns() * dtype.blockBytes();
    codes.add(PackProgram.code(set.rows(), sourceBytes, chunkBytes(), this::pack));
    codes.add(PackProgram.code(set.rows(), Float.BYTES, chunkBytes(), copy -> copy.ints(0, 0, 1)));
    functions = CodeSpace.load(codes, arena);
  }

  /// Returns whether a matrix can be packed: the scales of F8 numbers must not change within a
  /// chunk, and must not be so large that 2^120 times them is no F32 number.
  static boolean takes(Matrix matrix) {
    if (matrix.scales().isEmpty()) {
      return true;
    }
    BlockScales scales = matrix.scales().get();
    return scales.largest() < 0x1p7f
        && scales.blockColumns() % FloatTile.columns(matrix.dtype()) == 0;
  }

  @Override
  public InstructionSet set() {
    return set;
  }

  @Override
  public int chunkColumns() {
    return FloatTile.columns(dtype);
  }

  @Override
  public int chunkBytes() {
    return FloatTile.chunkBytes(set, dtype);
  }

  @Override
  public int inputBytes() {
    return chunkColumns() * Float.BYTES;
  }

  private void pack(LaneCopy copy) {
    int size = dtype.blockBytes();
    int header = FloatTile.headerBytes(set, dtype);
    for (int column = 0; column < chunkColumns(); column++) {
      int target = header + column * set.rows() * size;
      switch (size) {
        case Float.BYTES -> copy.ints(column * size, target, 1);
        case Short.BYTES -> copy.half(column * size, target, 0);
        default -> copy.bytes(column, target, 1);
      }
    }
  }

  @Override
  public void pack(MemorySegment matrix, PackProgram.Move move) {
    PackProgram.call(functions.get(set.mostTokens()), matrix, move);
  }

  /// Where one of a chunk's weights is no number, the scale becomes none: the row's products are
  /// none either way.
  @Override
  public void packScales(Matrix matrix, int row, PackProgram.Move to) {
    if (dtype != DType.F8_E4M3) {
      return;
    }
    float[] scales = new float[Math.toIntExact(to.chunks())];
    for (int chunk = 0; chunk < scales.length; chunk++) {
      int first = chunk * chunkColumns();
      int end = Math.min(matrix.columns(), first + chunkColumns());
      boolean numbers = true;
      for (int column = first; column < end; column++) {
        byte bits = matrix.data().get(ValueLayout.JAVA_BYTE, matrix.offsetBytes(row, column));
        numbers &= (bits & NAN) != NAN;
      }
      scales[chunk] = numbers ? matrix.scale(row, first) * SCALE_FACTOR : Float.NaN;
    }
    PackProgram.call(functions.getLast(), MemorySegment.ofArray(scales), to);
  }

  @Override
  public void prepare(
      Batch x, int token, int columns, MemorySegment room, long offset, long byteSize) {
    MemorySegment.copy(x.data, x.start(token), room, ValueLayout.JAVA_FLOAT, offset, columns);
    PanelType.clear(room, offset + (long) columns * Float.BYTES, offset + byteSize);
  }

  @Override
  public MemorySegment tile(int tokens) {
    return functions.get(tokens - 1);
  }
}
