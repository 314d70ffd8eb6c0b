package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// Q4_0, Q4_1, Q5_0 and Q5_1. A chunk is two blocks: their scales, their minima if they have any, a
/// vector each of fifth bits if they have any, then four vectors each, whose low halves are the
/// first sixteen columns and whose high halves the others.
final class NibbleCode extends PanelCode {
  private static final int BLOCKS = 2;
  private static final int PAIRS = VECTORS / 2; // vectors of weights of a block
  private static final int LOW = 0x0f0f0f0f;
  private static final int FIFTH = 0x10101010;

  private final DType dtype;
  private final boolean hasFifths;
  private Zmm low = new Zmm(0);
  private Zmm fifth = new Zmm(0);

  NibbleCode(DType dtype, int rows) {
    super(rows);
    this.dtype = dtype;
    hasFifths = dtype == DType.Q5_0 || dtype == DType.Q5_1;
  }

  @Override
  int chunkBlocks() {
    return BLOCKS;
  }

  @Override
  int chunkBytes() {
    return start(BLOCKS);
  }

  private int fifths(int block) {
    return (hasMinimum() ? 2 : 1) * BLOCKS * halves + block * vector;
  }

  private int start(int block) {
    return fifths(hasFifths ? BLOCKS : 0) + block * PAIRS * vector;
  }

  @Override
  int offsetBits() {
    return hasMinimum() ? -1 : hasFifths ? 4 : 3;
  }

  @Override
  boolean hasMinimum() {
    return dtype == DType.Q4_1 || dtype == DType.Q5_1;
  }

  @Override
  void open(Assembler asm, Registers registers) {
    low = constant(asm, registers, LOW);
    if (hasFifths) {
      fifth = constant(asm, registers, FIFTH);
    }
  }

  @Override
  void weights(Target target, int block, int index, Zmm to) {
    Memory pairs = target.at(start(block) + index % PAIRS * vector);
    target.nibbles(to, pairs, index >= PAIRS, low);
    if (hasFifths) {
      target.shifted(target.scratch(), target.at(fifths(block)), 4 - index);
      target.addBits(to, fifth);
    }
  }

  @Override
  void scale(Target target, int block, int half) {
    target.asm().vcvtph2ps(target.scale(), target.at(block * halves));
  }

  @Override
  void minimum(Target target, int block, int half) {
    target.asm().vcvtph2ps(target.minimum(), target.at((BLOCKS + block) * halves));
  }

  @Override
  void pack(LaneCopy copy) {
    for (int block = 0; block < BLOCKS; block++) {
      int source = block * dtype.blockBytes();
      copy.half(source, block * halves, 0);
      source += Short.BYTES;
      if (hasMinimum()) {
        copy.half(source, (BLOCKS + block) * halves, 0);
        source += Short.BYTES;
      }
      if (hasFifths) {
        copy.spreadBits(source, fifths(block));
        source += Integer.BYTES;
      }
      copy.ints(source, start(block), PAIRS);
    }
  }
}
