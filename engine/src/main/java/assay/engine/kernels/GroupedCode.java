package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// The types of [GroupedWeights], decoded before they are packed: bytes, with 128 added since the
/// processor multiplies unsigned bytes with signed ones, and scales in F32. A chunk is two blocks:
/// their scales, then eight vectors each; a panel takes 9 or 10 bits a weight.
final class GroupedCode extends PanelCode {
  private static final int BLOCKS = 2;
  private static final int SIGN_BITS = 0x80808080;

  private final int scalesPerBlock;

  /// @param group weights that share a scale
  GroupedCode(int group, int rows) {
    super(rows);
    scalesPerBlock = Digits.BLOCK / group;
  }

  @Override
  int chunkBlocks() {
    return BLOCKS;
  }

  @Override
  int chunkBytes() {
    return start(BLOCKS);
  }

  /// Returns the bytes of a decoded row's chunk: its scales, then its weights.
  int decodedBytes() {
    return BLOCKS * (scalesPerBlock * Float.BYTES + Digits.BLOCK);
  }

  private int start(int block) {
    return (BLOCKS * scalesPerBlock + block * VECTORS) * vector;
  }

  @Override
  int offsetBits() {
    return 7;
  }

  @Override
  boolean hasMinimum() {
    return false;
  }

  @Override
  int scalesPerBlock() {
    return scalesPerBlock;
  }

  @Override
  void open(Assembler asm, Registers registers) {}

  @Override
  void weights(Target target, int block, int index, Zmm to) {
    target.asm().vmovups(to, target.at(start(block) + index * vector));
  }

  @Override
  void scale(Target target, int block, int half) {
    target.asm().vmovups(target.scale(), target.at((block * scalesPerBlock + half) * vector));
  }

  @Override
  void pack(LaneCopy copy) {
    int scales = BLOCKS * scalesPerBlock;
    copy.ints(0, 0, scales);
    copy.ints(scales * Float.BYTES, start(0), BLOCKS * VECTORS, SIGN_BITS);
  }
}
