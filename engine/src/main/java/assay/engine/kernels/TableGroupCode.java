package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// IQ4_XS. A chunk is a block of the file, 256 columns: d and two bits of each scale in half a
/// vector each, a vector with four bits of each, then 32 vectors of indexes as in [TableCode].
///
/// The highest bit of each scale is turned as it is packed, so that with its sign extended the
/// scale is what 32 was to be taken from.
final class TableGroupCode extends PanelCode {
  private static final int BLOCKS = 8;
  private static final int PAIRS = VECTORS / 2; // vectors of weights of a block of 32 columns
  private static final int LOW = 0x0f0f0f0f;
  private static final int HIGHEST = 0xaaaa;
  private static final int SCALE_BITS = 6;

  private Zmm low = new Zmm(0);
  private Zmm table = new Zmm(0);
  private Zmm blockScale = new Zmm(0);

  TableGroupCode(int rows) {
    super(rows);
  }

  @Override
  int chunkBlocks() {
    return BLOCKS;
  }

  @Override
  int chunkBytes() {
    return start(BLOCKS);
  }

  private int scales() {
    return 2 * halves;
  }

  private int start(int block) {
    return scales() + vector + block * PAIRS * vector;
  }

  @Override
  int offsetBits() {
    return TableCode.IQ4_OFFSET_BITS;
  }

  @Override
  boolean hasMinimum() {
    return false;
  }

  @Override
  void open(Assembler asm, Registers registers) {
    low = constant(asm, registers, LOW);
    table = registers.take();
    blockScale = registers.take();
    asm.vbroadcasti32x4(
        table, TableCode.unsigned(ScalarWeights.iq4Table(), TableCode.IQ4_OFFSET_BITS));
  }

  @Override
  void openChunk(Target target) {
    target.asm().vcvtph2ps(blockScale, target.at(0));
  }

  @Override
  void weights(Target target, int block, int index, Zmm to) {
    Memory pairs = target.at(start(block) + index % PAIRS * vector);
    target.nibbles(to, pairs, index >= PAIRS, low);
    target.asm().vpshufb(to, table, to);
  }

  /// The four bits go below the two at the top of the register, and all six to its end.
  @Override
  void scale(Target target, int block, int half) {
    Assembler asm = target.asm();
    target.shifted(target.scale(), target.at(scales()), Integer.SIZE - 4 - 4 * block);
    asm.vpsrld(target.scale(), target.scale(), 2);
    asm.vpmovzxwd(target.scratch(), target.at(halves));
    asm.vpslld(target.scratch(), target.scratch(), Integer.SIZE - 2 - 2 * block);
    asm.vpsrld(target.scratch(), target.scratch(), Integer.SIZE - 2);
    asm.vpslld(target.scratch(), target.scratch(), Integer.SIZE - 2);
    asm.vpaddd(target.scale(), target.scale(), target.scratch());
    asm.vpsrad(target.scale(), target.scale(), Integer.SIZE - SCALE_BITS);
    asm.vcvtdq2ps(target.scale(), target.scale());
    asm.vmulps(target.scale(), target.scale(), blockScale);
  }

  @Override
  void pack(LaneCopy copy) {
    copy.half(0, 0, 0);
    copy.half(Short.BYTES, halves, HIGHEST);
    copy.ints(2 * Short.BYTES, scales(), 1 + BLOCKS * PAIRS);
  }
}
