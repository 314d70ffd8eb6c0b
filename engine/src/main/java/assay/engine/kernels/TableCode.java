package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Constant;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;
import java.util.ArrayList;
import java.util.List;

/// IQ4_NL and MXFP4: indexes into a table of sixteen whole numbers, which lie as in [NibbleCode]. A
/// chunk is two blocks: their scales, in binary16 or, powers of two, as upper halves of F32, then
/// four vectors each.
final class TableCode extends PanelCode {
  private static final int BLOCKS = 2;
  private static final int PAIRS = VECTORS / 2; // vectors of weights of a block
  private static final int LOW = 0x0f0f0f0f;

  /// The logarithm of what makes the numbers of IQ4_NL's table positive: none is below -127.
  static final int IQ4_OFFSET_BITS = 7;

  private final DType dtype;
  private Zmm low = new Zmm(0);
  private Zmm table = new Zmm(0);

  TableCode(DType dtype, int rows) {
    super(rows);
    this.dtype = dtype;
  }

  private boolean hasPowers() {
    return dtype == DType.MXFP4;
  }

  @Override
  int chunkBlocks() {
    return BLOCKS;
  }

  @Override
  int chunkBytes() {
    return start(BLOCKS);
  }

  private int start(int block) {
    return BLOCKS * halves + block * PAIRS * vector;
  }

  /// No number of MXFP4's table is smaller than -12.
  @Override
  int offsetBits() {
    return hasPowers() ? 4 : IQ4_OFFSET_BITS;
  }

  @Override
  boolean hasMinimum() {
    return false;
  }

  @Override
  void open(Assembler asm, Registers registers) {
    low = constant(asm, registers, LOW);
    table = registers.take();
    int[] numbers = hasPowers() ? ScalarWeights.fp4Table() : ScalarWeights.iq4Table();
    asm.vbroadcasti32x4(table, unsigned(numbers, offsetBits()));
  }

  /// Returns a table of sixteen numbers as bytes, with a power of two added.
  static Constant unsigned(int[] numbers, int offsetBits) {
    List<Integer> words = new ArrayList<>();
    for (int first = 0; first < numbers.length; first += Integer.BYTES) {
      int word = 0;
      for (int i = 0; i < Integer.BYTES; i++) {
        word |= (numbers[first + i] + (1 << offsetBits)) << (i * Byte.SIZE);
      }
      words.add(word);
    }
    return new Constant(words);
  }

  @Override
  void weights(Target target, int block, int index, Zmm to) {
    Memory pairs = target.at(start(block) + index % PAIRS * vector);
    target.nibbles(to, pairs, index >= PAIRS, low);
    target.asm().vpshufb(to, table, to);
  }

  @Override
  void scale(Target target, int block, int half) {
    Assembler asm = target.asm();
    Memory scales = target.at(block * halves);
    if (hasPowers()) {
      asm.vpmovzxwd(target.scale(), scales);
      asm.vpslld(target.scale(), target.scale(), Short.SIZE);
    } else {
      asm.vcvtph2ps(target.scale(), scales);
    }
  }

  @Override
  void pack(LaneCopy copy) {
    for (int block = 0; block < BLOCKS; block++) {
      int source = block * dtype.blockBytes();
      int scaleBytes = hasPowers() ? Byte.BYTES : Short.BYTES;
      if (hasPowers()) {
        copy.halfPower(source, block * halves);
      } else {
        copy.half(source, block * halves, 0);
      }
      copy.ints(source + scaleBytes, start(block), PAIRS);
    }
  }
}
