package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// Q6_K. A chunk is a block of the file, 256 columns: d in half of a vector, four vectors of scales
/// in bytes, 32 vectors of low bits, 16 of two-bit numbers. Each half of a block of 32 columns has
/// a scale.
final class SixBitCode extends PanelCode {
  private static final int LOW = 0x0f0f0f0f;
  private static final int HIGH = 0x30303030;

  private Zmm low = new Zmm(0);
  private Zmm high = new Zmm(0);
  private Zmm blockScale = new Zmm(0);

  SixBitCode(int rows) {
    super(rows);
  }

  private int scales() {
    return vector;
  }

  private int lowBits() {
    return scales() + 4 * vector;
  }

  private int highBits() {
    return lowBits() + 4 * VECTORS * vector;
  }

  @Override
  int chunkBlocks() {
    return 8;
  }

  @Override
  int chunkBytes() {
    return highBits() + 2 * VECTORS * vector;
  }

  @Override
  int offsetBits() {
    return 5;
  }

  @Override
  boolean hasMinimum() {
    return false;
  }

  @Override
  int scalesPerBlock() {
    return 2;
  }

  @Override
  void open(Assembler asm, Registers registers) {
    low = constant(asm, registers, LOW);
    high = constant(asm, registers, HIGH);
    blockScale = registers.take();
  }

  @Override
  void openChunk(Target target) {
    target.asm().vcvtph2ps(blockScale, target.at(0));
  }

  @Override
  void weights(Target target, int block, int index, Zmm to) {
    int set = block / 4; // of 128 columns
    int part = block % 4;
    Memory pairs = target.at(lowBits() + ((set * 2 + part % 2) * VECTORS + index) * vector);
    if (part < 2) {
      target.asm().vpandd(to, low, pairs);
    } else {
      target.shifted(to, pairs, -4);
      target.asm().vpandd(to, to, low);
    }
    Memory highs = target.at(highBits() + (set * VECTORS + index) * vector);
    target.shifted(target.scratch(), highs, 4 - 2 * part);
    target.addBits(to, high);
  }

  @Override
  void scale(Target target, int block, int half) {
    Assembler asm = target.asm();
    int group = 2 * block + half;
    Memory bytes = target.at(scales() + group / 4 * vector);
    target.shifted(target.scale(), bytes, (3 - group % 4) * Byte.SIZE);
    asm.vpsrad(target.scale(), target.scale(), 3 * Byte.SIZE);
    asm.vcvtdq2ps(target.scale(), target.scale());
    asm.vmulps(target.scale(), target.scale(), blockScale);
  }

  @Override
  void pack(LaneCopy copy) {
    copy.half(DType.Q6_K.blockBytes() - Short.BYTES, 0, 0);
    copy.ints(192, scales(), 4);
    copy.ints(0, lowBits(), 32);
    copy.ints(128, highBits(), 16);
  }
}
