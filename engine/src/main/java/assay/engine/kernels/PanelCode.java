package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Constant;
import assay.engine.machine.Gpr;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;

/// How machine code unpacks one type of weights: from a chunk of a panel to unsigned bytes in
/// vector registers, a scale and a minimum for each row of the panel.
///
/// A panel has as many rows as a vector has lanes. Its chunks hold the bytes of the rows' blocks as
/// they are in the file, but side by side: every number of two or four bytes stands beside those of
/// the other rows, so that one register holds the same number of all rows. Products are `scale * (q
/// - offset) + minimum`.
abstract class PanelCode {
  /// Vectors of four columns in a block.
  static final int VECTORS = Digits.BLOCK / 4;

  /// The table of `(a & b) | to` for [Assembler#vpternlogd].
  private static final int OR_AND = 0xf8;

  /// Rows of a panel.
  final int rows;

  /// Bytes of a vector: a number of four bytes for each row.
  final int vector;

  /// Bytes of half a vector: a number of two bytes for each row.
  final int halves;

  PanelCode(int rows) {
    this.rows = rows;
    vector = rows * Integer.BYTES;
    halves = rows * Short.BYTES;
  }

  /// What the code of one function works with.
  ///
  /// @param asm where the code goes
  /// @param source address of the chunk
  /// @param scale receives the scale
  /// @param minimum receives the minimum
  /// @param scratch free for use in between
  record Target(Assembler asm, Gpr source, Zmm scale, Zmm minimum, Zmm scratch) {
    /// Returns the memory at an offset in the chunk.
    Memory at(int offset) {
      return source.at(offset);
    }

    /// Shifts a vector of the chunk to the left, or by less than 0 to the right.
    void shifted(Zmm to, Memory from, int left) {
      if (left >= 0) {
        asm.vpslld(to, from, left);
      } else {
        asm.vpsrld(to, from, -left);
      }
    }

    /// Adds the bits of the scratch register that a mask has.
    void addBits(Zmm to, Zmm mask) {
      asm.vpternlogd(to, mask, scratch, OR_AND);
    }
  }

  /// Returns how many blocks of 32 columns a chunk has.
  abstract int chunkBlocks();

  /// Returns the size of a chunk of all rows.
  abstract int chunkBytes();

  /// Returns the logarithm of the offset of the weights, or -1 if they have none.
  abstract int offsetBits();

  /// Returns whether weights have minima.
  abstract boolean hasMinimum();

  /// Returns how many scales, and minima if there are any, a block has: one, or one for each half.
  int scalesPerBlock() {
    return 1;
  }

  /// Sets registers that keep their value in the whole function.
  abstract void open(Assembler asm, Registers registers);

  /// Sets registers that keep their value in a chunk.
  void openChunk(Target target) {}

  /// Unpacks the weights of a block's columns `4 * index` to `4 * index + 3`.
  abstract void weights(Target target, int block, int index, Zmm to);

  /// Computes the scale of a block, or of its half.
  abstract void scale(Target target, int block, int half);

  /// Computes the minimum of a block, or of its half.
  void minimum(Target target, int block, int half) {}

  /// Says what of a row's blocks goes where in a chunk.
  abstract void pack(LaneCopy copy);

  static Zmm constant(Assembler asm, Registers registers, int value) {
    Zmm register = registers.take();
    asm.vpbroadcastd(register, Constant.of(value));
    return register;
  }
}
