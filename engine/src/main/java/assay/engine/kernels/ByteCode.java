package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// Q8_0. A chunk is two blocks: their scales, then eight vectors each. Bytes are stored with 128
/// added, since the processor multiplies unsigned bytes with signed ones.
final class ByteCode extends PanelCode {
  private static final int SIGN_BITS = 0x80808080;

  ByteCode(int rows) {
    super(rows);
  }

  @Override
  int chunkBlocks() {
    return 2;
  }

  @Override
  int chunkBytes() {
    return start(2);
  }

  private int start(int block) {
    return 2 * halves + block * VECTORS * vector;
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
  void weights(Target target, int block, int index, Zmm to) {
    target.asm().vmovups(to, target.at(start(block) + index * vector));
  }

  @Override
  void scale(Target target, int block, int half) {
    target.asm().vcvtph2ps(target.scale(), target.at(block * halves));
  }

  @Override
  void pack(LaneCopy copy) {
    for (int block = 0; block < 2; block++) {
      int source = block * DType.Q8_0.blockBytes();
      copy.half(source, block * halves, 0);
      copy.ints(source + Short.BYTES, start(block), VECTORS, SIGN_BITS);
    }
  }
}
