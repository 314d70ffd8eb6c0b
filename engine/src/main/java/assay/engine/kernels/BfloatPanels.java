package assay.engine.kernels;

import assay.engine.machine.CodeSpace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Panels of BF16 weights, multiplied with activations that are rounded to BF16: to 8 bits each,
/// where [FloatPanels] takes them as they are.
final class BfloatPanels implements PanelType {
  /// What is smaller is zero, in the instructions that take BF16 numbers.
  private static final float SMALLEST = 0x1p-126f;

  private static final int COLUMNS = 2 * BfloatTile.PAIRS;

  private final InstructionSet set;
  private final List<MemorySegment> functions; // one for each width of a tile, and two more

  /// Writes the functions.
  ///
  /// @param arena that they live as long as
  BfloatPanels(InstructionSet set, Arena arena) {
    this.set = set;
    List<byte[]> codes = new ArrayList<>();
    for (int tokens = 1; tokens <= set.mostTokens(); tokens++) {
      codes.add(BfloatTile.code(set, tokens));
    }
    int sourceBytes = COLUMNS * Short.BYTES;
    codes.add(
        PackProgram.code(
            set.rows(), sourceBytes, chunkBytes(), copy -> copy.ints(0, 0, BfloatTile.PAIRS)));
    if (set.multipliesBfloats()) {
      codes.add(BfloatInput.code());
    }
    functions = CodeSpace.load(codes, arena);
  }

  @Override
  public InstructionSet set() {
    return set;
  }

  @Override
  public int chunkColumns() {
    return COLUMNS;
  }

  @Override
  public int chunkBytes() {
    return BfloatTile.chunkBytes(set);
  }

  @Override
  public int inputBytes() {
    return COLUMNS * BfloatTile.inputBytes(set);
  }

  @Override
  public void pack(MemorySegment matrix, PackProgram.Move move) {
    PackProgram.call(functions.get(set.mostTokens()), matrix, move);
  }

  @Override
  public void prepare(
      Batch x, int token, int columns, MemorySegment room, long offset, long byteSize) {
    if (set.multipliesBfloats()) {
      long first = (long) x.start(token) * Float.BYTES;
      BfloatInput.call(functions.getLast(), x.segment, first, room.address() + offset, columns);
      return;
    }
    for (int i = 0; i < columns; i++) {
      float rounded = rounded(x.data[x.start(token) + i]);
      room.set(ValueLayout.JAVA_FLOAT, offset + (long) i * Float.BYTES, rounded);
    }
    PanelType.clear(room, offset + (long) columns * Float.BYTES, offset + byteSize);
  }

  /// Returns the nearest BF16 number, the even one of two that are equally near.
  private static float rounded(float x) {
    int bits = Float.floatToRawIntBits(x);
    if (Float.isNaN(x)) {
      return x;
    }
    if (Math.abs(x) < SMALLEST) {
      return 0;
    }
    int half = 0x7fff + (bits >>> Short.SIZE & 1);
    return Float.intBitsToFloat(bits + half & 0xffff0000);
  }

  @Override
  public MemorySegment tile(int tokens) {
    return functions.get(tokens - 1);
  }
}
