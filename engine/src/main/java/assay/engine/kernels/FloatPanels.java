package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.CodeSpace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Panels of F32, F16 or BF16 weights, multiplied in F32.
final class FloatPanels implements PanelType {
  private final DType dtype;
  private final List<MemorySegment> functions; // one for each width of a tile, and one more

  /// Writes the functions.
  ///
  /// @param arena that they live as long as
  FloatPanels(DType dtype, Arena arena) {
    this.dtype = dtype;
    List<byte[]> codes = new ArrayList<>();
    for (int tokens = 1; tokens <= TileProgram.MOST_TOKENS; tokens++) {
      codes.add(FloatTile.code(dtype, tokens));
    }
    int sourceBytes = FloatTile.COLUMNS * dtype.blockBytes();
    codes.add(PackProgram.code(TileProgram.ROWS, sourceBytes, chunkBytes(), this::pack));
    functions = CodeSpace.load(codes, arena);
  }

  @Override
  public int chunkColumns() {
    return FloatTile.COLUMNS;
  }

  @Override
  public int chunkBytes() {
    return FloatTile.COLUMNS * TileProgram.ROWS * dtype.blockBytes();
  }

  @Override
  public int inputBytes() {
    return FloatTile.COLUMNS * Float.BYTES;
  }

  private void pack(LaneCopy copy) {
    int size = dtype.blockBytes();
    for (int column = 0; column < FloatTile.COLUMNS; column++) {
      int target = column * TileProgram.ROWS * size;
      if (size == Float.BYTES) {
        copy.ints(column * size, target, 1);
      } else {
        copy.half(column * size, target, 0);
      }
    }
  }

  @Override
  public void pack(MemorySegment matrix, PackProgram.Move move) {
    PackProgram.call(functions.getLast(), matrix, move);
  }

  @Override
  public void prepare(float[] x, int first, int columns, MemorySegment out) {
    MemorySegment.copy(x, first, out, ValueLayout.JAVA_FLOAT, 0, columns);
    long used = (long) columns * Float.BYTES;
    if (used < out.byteSize()) {
      out.asSlice(used).fill((byte) 0);
    }
  }

  @Override
  public MemorySegment tile(int tokens) {
    return functions.get(tokens - 1);
  }
}
