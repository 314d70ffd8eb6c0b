package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Panels of [GroupedWeights], which are decoded on their way there and multiplied as bytes with
/// activations in [Digits].
final class GroupedPanels implements PanelType {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final DType dtype;
  private final GroupedWeights weights;
  private final int chunkSourceBytes;
  private final DigitPanels panels;

  /// Writes the functions.
  ///
  /// @param arena that they live as long as
  GroupedPanels(InstructionSet set, DType dtype, Digits digits, Arena arena) {
    this.dtype = dtype;
    weights = GroupedWeights.of(dtype).orElseThrow();
    GroupedCode code = new GroupedCode(weights.group(), set.rows());
    chunkSourceBytes = code.decodedBytes();
    panels = new DigitPanels(set, chunkSourceBytes, code, digits, arena);
  }

  @Override
  public InstructionSet set() {
    return panels.set();
  }

  @Override
  public int chunkColumns() {
    return panels.chunkColumns();
  }

  @Override
  public int chunkBytes() {
    return panels.chunkBytes();
  }

  @Override
  public int inputBytes() {
    return panels.inputBytes();
  }

  /// Decodes block after block, of one chunk or several, then packs all.
  @Override
  public void pack(MemorySegment matrix, PackProgram.Move move) {
    int columns = Math.toIntExact(move.chunks() * chunkColumns());
    byte[] decoded = new byte[Math.toIntExact(move.chunks() * chunkSourceBytes)];
    MemorySegment row = MemorySegment.ofArray(decoded);
    byte[] numbers = new byte[dtype.blockElements()];
    float[] scales = new float[numbers.length / weights.group()];
    int scalesPerChunk = chunkColumns() / weights.group();
    long block = move.source();
    for (int first = 0; first < columns; first += numbers.length) {
      weights.decode(matrix, block, numbers, scales);
      block += dtype.blockBytes();
      for (int at = 0; at < numbers.length; at += chunkColumns()) {
        int chunk = (first + at) / chunkColumns() * chunkSourceBytes;
        for (int i = 0; i < scalesPerChunk; i++) {
          row.set(FLOAT, chunk + (long) i * Float.BYTES, scales[at / weights.group() + i]);
        }
        int bytes = chunk + scalesPerChunk * Float.BYTES;
        System.arraycopy(numbers, at, decoded, bytes, chunkColumns());
      }
    }
    panels.pack(row, new PackProgram.Move(0, move.target(), move.chunks(), move.lane()));
  }

  @Override
  public void prepare(
      Batch x, int token, int columns, MemorySegment room, long offset, long byteSize) {
    panels.prepare(x, token, columns, room, offset, byteSize);
  }

  @Override
  public MemorySegment tile(int tokens) {
    return panels.tile(tokens);
  }
}
