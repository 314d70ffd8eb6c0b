package assay.engine.kernels;

import assay.engine.machine.CodeSpace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Panels of quantized weights, multiplied with activations in [Digits].
final class DigitPanels implements PanelType {
  private final InstructionSet set;
  private final PanelCode code;
  private final Digits digits;
  private final List<MemorySegment> functions; // one for each width of a tile, and two more

  /// Writes the functions.
  ///
  /// @param sourceBytes of a chunk in a row that is packed
  /// @param arena that they live as long as
  DigitPanels(InstructionSet set, int sourceBytes, PanelCode code, Digits digits, Arena arena) {
    this.set = set;
    this.code = code;
    this.digits = digits;
    List<byte[]> codes = new ArrayList<>();
    for (int tokens = 1; tokens <= set.mostTokens(); tokens++) {
      codes.add(
          switch (set) {
            case AVX512_BF16, AVX512 -> DigitTile.code(code, digits, tokens);
            case AVX_VNNI, AVX2 -> NarrowDigitTile.code(set, code, digits, tokens);
          });
    }
    codes.add(DigitInput.code(set, code, digits));
    codes.add(PackProgram.code(code.rows, sourceBytes, chunkBytes(), code::pack));
    functions = CodeSpace.load(codes, arena);
  }

  @Override
  public InstructionSet set() {
    return set;
  }

  @Override
  public int chunkColumns() {
    return code.chunkBlocks() * Digits.BLOCK;
  }

  @Override
  public int chunkBytes() {
    return code.chunkBytes();
  }

  @Override
  public int inputBytes() {
    return code.chunkBlocks() * digits.blockBytes();
  }

  @Override
  public void pack(MemorySegment matrix, PackProgram.Move move) {
    PackProgram.call(functions.get(set.mostTokens() + 1), matrix, move);
  }

  @Override
  public void prepare(
      Batch x, int token, int columns, MemorySegment room, long offset, long byteSize) {
    long blocks = columns / Digits.BLOCK;
    long first = (long) x.start(token) * Float.BYTES;
    MemorySegment function = functions.get(set.mostTokens());
    DigitInput.call(function, x.segment, first, room.address() + offset, blocks);
    PanelType.clear(room, offset + blocks * digits.blockBytes(), offset + byteSize);
  }

  @Override
  public MemorySegment tile(int tokens) {
    return functions.get(tokens - 1);
  }
}
