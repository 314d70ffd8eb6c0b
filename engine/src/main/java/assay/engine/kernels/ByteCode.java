package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Registers;

/// Q8_0. A chunk is two blocks: their scales, then eight vectors each. Bytes are stored with 128
/// added, since the processor multiplies unsigned bytes with signed ones.
final class ByteCode extends PanelCode {
  private static final int HALVES = ROWS * Short.BYTES;
  private static final int WEIGHTS = 2 * HALVES;
  private static final int BLOCK_BYTES = ROWS * Digits.BLOCK;
  private static final int SIGN_BITS = 0x80808080;

  @Override
  int chunkBlocks() {
    return 2;
  }

  @Override
  int chunkBytes() {
    return WEIGHTS + 2 * BLOCK_BYTES;
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
  void open(Assembler asm, Registers registers) {}

  @Override
  void weights(Target target, int block) {
    for (int i = 0; i < VECTORS; i++) {
      target
          .asm()
          .vmovups(target.weights().get(i), target.vector(WEIGHTS + block * BLOCK_BYTES, i));
    }
  }

  @Override
  void scale(Target target, int block, int half) {
    target.asm().vcvtph2ps(target.scale(), target.at(block * HALVES));
  }

  @Override
  void pack(LaneCopy copy) {
    for (int block = 0; block < 2; block++) {
      int source = block * DType.Q8_0.blockBytes();
      copy.half(source, block * HALVES, 0);
      copy.ints(source + Short.BYTES, WEIGHTS + block * BLOCK_BYTES, VECTORS, SIGN_BITS);
    }
  }
}
