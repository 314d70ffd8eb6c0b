package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// Q2_K and Q3_K. A chunk is a block of the file, 256 columns: d and, for Q2_K, m (negative here,
/// to be added), four vectors of scales, for Q3_K eight vectors of third bits, sixteen of two-bit
/// numbers. Each half of a block of 32 columns has a scale and, for Q2_K, a minimum.
///
/// The bytes of scales hold four bits and, above them, four of the minimum; or six, signed.
final class TwoBitCode extends PanelCode {
  private static final int PAIRS = 0x03030303;
  private static final int THIRD = 0x04040404;
  private static final int NEGATIVE = 0x8000;

  private final boolean hasThirds;
  private Zmm low = new Zmm(0);
  private Zmm third = new Zmm(0);
  private Zmm blockScale = new Zmm(0);
  private Zmm blockMinimum = new Zmm(0);

  TwoBitCode(DType dtype, int rows) {
    super(rows);
    hasThirds = dtype == DType.Q3_K;
  }

  private int scales() {
    return vector; // behind two halves
  }

  private int thirds() {
    return scales() + 4 * vector;
  }

  private int start() {
    return thirds() + (hasThirds ? VECTORS * vector : 0);
  }

  @Override
  int chunkBlocks() {
    return 8;
  }

  @Override
  int chunkBytes() {
    return start() + 2 * VECTORS * vector;
  }

  @Override
  int offsetBits() {
    return hasThirds ? 2 : -1;
  }

  @Override
  boolean hasMinimum() {
    return !hasThirds;
  }

  @Override
  int scalesPerBlock() {
    return 2;
  }

  @Override
  void open(Assembler asm, Registers registers) {
    low = constant(asm, registers, PAIRS);
    blockScale = registers.take();
    if (hasThirds) {
      third = constant(asm, registers, THIRD);
    } else {
      blockMinimum = registers.take();
    }
  }

  @Override
  void openChunk(Target target) {
    target.asm().vcvtph2ps(blockScale, target.at(0));
    if (hasMinimum()) {
      target.asm().vcvtph2ps(blockMinimum, target.at(halves));
    }
  }

  /// Of each four blocks, the first has the lowest bits.
  @Override
  void weights(Target target, int block, int index, Zmm to) {
    Memory pairs = target.at(start() + (block / 4 * VECTORS + index) * vector);
    if (block % 4 == 0) {
      target.asm().vpandd(to, low, pairs);
    } else {
      target.shifted(to, pairs, -2 * (block % 4));
      target.asm().vpandd(to, to, low);
    }
    if (hasThirds) {
      target.shifted(target.scratch(), target.at(thirds() + index * vector), 2 - block);
      target.addBits(to, third);
    }
  }

  @Override
  void scale(Target target, int block, int half) {
    Assembler asm = target.asm();
    int group = 2 * block + half;
    int byteStart = group % 4 * Byte.SIZE;
    Memory bytes = target.at(scales() + group / 4 * vector);
    if (hasThirds) {
      target.shifted(target.scale(), bytes, 26 - byteStart);
      asm.vpsrad(target.scale(), target.scale(), 26);
    } else {
      target.shifted(target.scale(), bytes, 28 - byteStart);
      asm.vpsrld(target.scale(), target.scale(), 28);
    }
    asm.vcvtdq2ps(target.scale(), target.scale());
    asm.vmulps(target.scale(), target.scale(), blockScale);
  }

  @Override
  void minimum(Target target, int block, int half) {
    Assembler asm = target.asm();
    int group = 2 * block + half;
    Memory bytes = target.at(scales() + group / 4 * vector);
    target.shifted(target.minimum(), bytes, 24 - group % 4 * Byte.SIZE);
    asm.vpsrld(target.minimum(), target.minimum(), 28);
    asm.vcvtdq2ps(target.minimum(), target.minimum());
    asm.vmulps(target.minimum(), target.minimum(), blockMinimum);
  }

  @Override
  void pack(LaneCopy copy) {
    if (hasThirds) {
      copy.ints(0, thirds(), VECTORS);
      copy.ints(32, start(), 2 * VECTORS);
      copy.sixBitScales(96, scales());
      copy.half(108, 0, 0);
    } else {
      copy.ints(0, scales(), 4);
      copy.ints(16, start(), 2 * VECTORS);
      copy.half(80, 0, 0);
      copy.half(82, halves, NEGATIVE);
    }
  }
}
