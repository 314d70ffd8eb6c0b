package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// Q4_0 and Q4_1. A chunk is two blocks: their scales, their minima if they have any, then four
/// vectors each, whose low halves are the first sixteen columns and whose high halves the others.
final class NibbleCode extends PanelCode {
  private static final int HALVES = ROWS * Short.BYTES;
  private static final int BLOCK_BYTES = ROWS * Digits.BLOCK / 2;
  private static final int LOW = 0x0f0f0f0f;

  private final DType dtype;
  private Zmm low = new Zmm(0);

  NibbleCode(DType dtype) {
    this.dtype = dtype;
  }

  @Override
  int chunkBlocks() {
    return 2;
  }

  @Override
  int chunkBytes() {
    return start() + 2 * BLOCK_BYTES;
  }

  private int start() {
    return hasMinimum() ? 4 * HALVES : 2 * HALVES;
  }

  @Override
  int offsetBits() {
    return hasMinimum() ? -1 : 3;
  }

  @Override
  boolean hasMinimum() {
    return dtype == DType.Q4_1;
  }

  @Override
  void open(Assembler asm, Registers registers) {
    low = constant(asm, registers, LOW);
  }

  @Override
  void weights(Target target, int block) {
    Assembler asm = target.asm();
    for (int i = 0; i < VECTORS / 2; i++) {
      Zmm first = target.weights().get(i);
      Zmm second = target.weights().get(i + VECTORS / 2);
      asm.vmovups(first, target.vector(start() + block * BLOCK_BYTES, i));
      asm.vpsrld(second, first, 4);
      asm.vpandd(first, first, low);
      asm.vpandd(second, second, low);
    }
  }

  @Override
  void scale(Target target, int block, int half) {
    target.asm().vcvtph2ps(target.scale(), target.at(block * HALVES));
  }

  @Override
  void minimum(Target target, int block) {
    target.asm().vcvtph2ps(target.minimum(), target.at((2 + block) * HALVES));
  }

  @Override
  void pack(LaneCopy copy) {
    for (int block = 0; block < 2; block++) {
      int source = block * dtype.blockBytes();
      copy.half(source, block * HALVES, 0);
      if (hasMinimum()) {
        copy.half(source + Short.BYTES, (2 + block) * HALVES, 0);
      }
      int header = hasMinimum() ? 2 * Short.BYTES : Short.BYTES;
      copy.ints(source + header, start() + block * BLOCK_BYTES, VECTORS / 2);
    }
  }
}
