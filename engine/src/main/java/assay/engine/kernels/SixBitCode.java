package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// Q6_K. A chunk is a block of the file, 256 columns: d in half of a vector, four vectors of scales
/// in bytes, 32 vectors of low bits, 16 of two-bit numbers. Each half of a block of 32 columns has
/// a scale.
final class SixBitCode extends PanelCode {
  private static final int VECTOR = ROWS * Integer.BYTES;
  private static final int SCALES = VECTOR;
  private static final int LOW_BITS = SCALES + 4 * VECTOR;
  private static final int HIGH_BITS = LOW_BITS + 32 * VECTOR;
  private static final int LOW = 0x0f0f0f0f;
  private static final int HIGH = 0x30303030;

  /// The table of `(a & b) | to` for [Assembler#vpternlogd].
  private static final int OR_AND = 0xf8;

  private Zmm low = new Zmm(0);
  private Zmm high = new Zmm(0);
  private Zmm blockScale = new Zmm(0);

  @Override
  int chunkBlocks() {
    return 8;
  }

  @Override
  int chunkBytes() {
    return HIGH_BITS + 16 * VECTOR;
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
  void weights(Target target, int block) {
    Assembler asm = target.asm();
    int set = block / 4; // of 128 columns
    int part = block % 4;
    for (int i = 0; i < VECTORS; i++) {
      Zmm weights = target.weights().get(i);
      int lowBits = LOW_BITS + (set * 2 + part % 2) * VECTORS * VECTOR;
      if (part < 2) {
        asm.vpandd(weights, low, target.vector(lowBits, i));
      } else {
        asm.vpsrld(weights, target.vector(lowBits, i), 4);
        asm.vpandd(weights, weights, low);
      }
      int highBits = HIGH_BITS + set * VECTORS * VECTOR;
      if (part < 2) {
        asm.vpslld(target.scratch(), target.vector(highBits, i), 4 - 2 * part);
      } else {
        asm.vpsrld(target.scratch(), target.vector(highBits, i), 2 * part - 4);
      }
      asm.vpternlogd(weights, high, target.scratch(), OR_AND);
    }
  }

  @Override
  void scale(Target target, int block, int half) {
    Assembler asm = target.asm();
    int group = 2 * block + half;
    asm.vpslld(target.scale(), target.vector(SCALES, group / 4), (3 - group % 4) * Byte.SIZE);
    asm.vpsrad(target.scale(), target.scale(), 3 * Byte.SIZE);
    asm.vcvtdq2ps(target.scale(), target.scale());
    asm.vmulps(target.scale(), target.scale(), blockScale);
  }

  @Override
  void pack(LaneCopy copy) {
    copy.half(DType.Q6_K.blockBytes() - Short.BYTES, 0, 0);
    copy.ints(192, SCALES, 4);
    copy.ints(0, LOW_BITS, 32);
    copy.ints(128, HIGH_BITS, 16);
  }
}
