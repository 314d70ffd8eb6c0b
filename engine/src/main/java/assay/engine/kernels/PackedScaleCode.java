package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// Q4_K and Q5_K. A chunk is a block of the file, 256 columns: d, m (negative here, to be added),
/// three vectors of packed scales and minima, for Q5_K eight vectors of fifth bits, 32 vectors of
/// weights.
///
/// Scales are unpacked as [ScalarWeights] says, in all rows at once.
final class PackedScaleCode extends PanelCode {
  private static final int HALVES = ROWS * Short.BYTES;
  private static final int VECTOR = ROWS * Integer.BYTES;
  private static final int SCALES = 2 * HALVES;
  private static final int FIFTHS = SCALES + 3 * VECTOR;
  private static final int LOW = 0x0f0f0f0f;
  private static final int FIFTH = 0x10101010;
  private static final int NEGATIVE = 0x8000;

  /// The table of `(a & b) | to` for [Assembler#vpternlogd].
  private static final int OR_AND = 0xf8;

  private final DType dtype;
  private Zmm low = new Zmm(0);
  private Zmm fifth = new Zmm(0);
  private Zmm blockScale = new Zmm(0);
  private Zmm blockMinimum = new Zmm(0);

  PackedScaleCode(DType dtype) {
    this.dtype = dtype;
  }

  private boolean hasFifths() {
    return dtype == DType.Q5_K;
  }

  private int start() {
    return hasFifths() ? FIFTHS + VECTORS * VECTOR : FIFTHS;
  }

  @Override
  int chunkBlocks() {
    return 8;
  }

  @Override
  int chunkBytes() {
    return ROWS * dtype.blockBytes();
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
    target.asm().vcvtph2ps(blockMinimum, target.at(HALVES));
  }

  @Override
  void weights(Target target, int block) {
    Assembler asm = target.asm();
    for (int i = 0; i < VECTORS; i++) {
      Zmm weights = target.weights().get(i);
      int pair = start() + block / 2 * VECTORS * VECTOR;
      if (block % 2 == 0) {
        asm.vpandd(weights, low, target.vector(pair, i));
      } else {
        asm.vpsrld(weights, target.vector(pair, i), 4);
        asm.vpandd(weights, weights, low);
      }
      if (hasFifths()) {
        if (block < 4) {
          asm.vpslld(target.scratch(), target.vector(FIFTHS, i), 4 - block);
        } else {
          asm.vpsrld(target.scratch(), target.vector(FIFTHS, i), block - 4);
        }
        asm.vpternlogd(weights, fifth, target.scratch(), OR_AND);
      }
    }
  }

  @Override
  void scale(Target target, int block, int half) {
    unpack(target, target.scale(), 0, block);
    target.asm().vmulps(target.scale(), target.scale(), blockScale);
  }

  @Override
  void minimum(Target target, int block) {
    unpack(target, target.minimum(), 1, block);
    target.asm().vmulps(target.minimum(), target.minimum(), blockMinimum);
  }

  /// Unpacks six bits: of scales (`kind` 0) from the first vector, of minima (1) from the second;
  /// of groups 4 to 7 the low four from the third. Shifts there and back leave the bits alone,
  /// without registers for masks.
  private static void unpack(Target target, Zmm to, int kind, int group) {
    Assembler asm = target.asm();
    int shift = group % 4 * Byte.SIZE;
    if (group < 4) {
      asm.vpslld(to, target.vector(SCALES, kind), 26 - shift);
      asm.vpsrld(to, to, 26);
    } else {
      asm.vpslld(to, target.vector(SCALES, 2), 28 - shift - 4 * kind);
      asm.vpsrld(to, to, 28);
      // Bits 6 and 7 of the group's byte become bits 4 and 5.
      asm.vpslld(target.scratch(), target.vector(SCALES, kind), 24 - shift);
      asm.vpsrld(target.scratch(), target.scratch(), 30);
      asm.vpslld(target.scratch(), target.scratch(), 4);
      asm.vpaddd(to, to, target.scratch());
    }
    asm.vcvtdq2ps(to, to);
  }

  @Override
  void pack(LaneCopy copy) {
    copy.half(0, 0, 0);
    copy.half(Short.BYTES, HALVES, NEGATIVE);
    // What follows in the file lies in the same order here.
    int rest = dtype.blockBytes() - 2 * Short.BYTES;
    copy.ints(2 * Short.BYTES, SCALES, rest / Integer.BYTES);
  }
}
