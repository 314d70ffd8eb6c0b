package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// Q4_K and Q5_K. A chunk is a block of the file, 256 columns: d, m (negative here, to be added),
/// three vectors of packed scales and minima, for Q5_K eight vectors of fifth bits, 32 vectors of
/// weights.
///
/// Scales are unpacked as [ScalarWeights] says, in all rows at once.
final class PackedScaleCode extends PanelCode {
  private static final int LOW = 0x0f0f0f0f;
  private static final int FIFTH = 0x10101010;
  private static final int NEGATIVE = 0x8000;

  private final DType dtype;
  private Zmm low = new Zmm(0);
  private Zmm fifth = new Zmm(0);
  private Zmm blockScale = new Zmm(0);
  private Zmm blockMinimum = new Zmm(0);

  PackedScaleCode(DType dtype, int rows) {
    super(rows);
    this.dtype = dtype;
  }

  private boolean hasFifths() {
    return dtype == DType.Q5_K;
  }

  private int scales() {
    return 2 * halves;
  }

  private int fifths() {
    return scales() + 3 * vector;
  }

  private int start() {
    return fifths() + (hasFifths() ? VECTORS * vector : 0);
  }

  @Override
  int chunkBlocks() {
    return 8;
  }

  @Override
  int chunkBytes() {
    return rows * dtype.blockBytes();
  }

  @Override
  int offsetBits() {
    return -1;
  }

  @Override
  boolean hasMinimum() {
    return true;
  }

  @Override
  void open(Assembler asm, Registers registers) {
    low = constant(asm, registers, LOW);
    blockScale = registers.take();
    blockMinimum = registers.take();
    if (hasFifths()) {
      fifth = constant(asm, registers, FIFTH);
    }
  }

  @Override
  void openChunk(Target target) {
    target.asm().vcvtph2ps(blockScale, target.at(0));
    target.asm().vcvtph2ps(blockMinimum, target.at(halves));
  }

  @Override
  void weights(Target target, int block, int index, Zmm to) {
    Memory pairs = target.at(start() + (block / 2 * VECTORS + index) * vector);
    if (block % 2 == 0) {
      target.asm().vpandd(to, low, pairs);
    } else {
      target.shifted(to, pairs, -4);
      target.asm().vpandd(to, to, low);
    }
    if (hasFifths()) {
      target.shifted(target.scratch(), target.at(fifths() + index * vector), 4 - block);
      target.addBits(to, fifth);
    }
  }

  @Override
  void scale(Target target, int block, int half) {
    unpack(target, target.scale(), 0, block);
    target.asm().vmulps(target.scale(), target.scale(), blockScale);
  }

  @Override
  void minimum(Target target, int block, int half) {
    unpack(target, target.minimum(), 1, block);
    target.asm().vmulps(target.minimum(), target.minimum(), blockMinimum);
  }

  /// Unpacks six bits: of scales (`kind` 0) from the first vector, of minima (1) from the second;
  /// of groups 4 to 7 the low four from the third. Shifts there and back leave the bits alone,
  /// without registers for masks.
  private void unpack(Target target, Zmm to, int kind, int group) {
    Assembler asm = target.asm();
    int shift = group % 4 * Byte.SIZE;
    Memory bytes = target.at(scales() + kind * vector);
    if (group < 4) {
      target.shifted(to, bytes, 26 - shift);
      asm.vpsrld(to, to, 26);
    } else {
      target.shifted(to, target.at(scales() + 2 * vector), 28 - shift - 4 * kind);
      asm.vpsrld(to, to, 28);
      // Bits 6 and 7 of the group's byte become bits 4 and 5.
      target.shifted(target.scratch(), bytes, 24 - shift);
      asm.vpsrld(target.scratch(), target.scratch(), 30);
      asm.vpslld(target.scratch(), target.scratch(), 4);
      asm.vpaddd(to, to, target.scratch());
    }
    asm.vcvtdq2ps(to, to);
  }

  @Override
  void pack(LaneCopy copy) {
    copy.half(0, 0, 0);
    copy.half(Short.BYTES, halves, NEGATIVE);
    // What follows in the file lies in the same order here.
    int rest = dtype.blockBytes() - 2 * Short.BYTES;
    copy.ints(2 * Short.BYTES, scales(), rest / Integer.BYTES);
  }
}
