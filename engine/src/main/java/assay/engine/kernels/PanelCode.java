package assay.engine.kernels;

import assay.engine.machine.Assembler;
import assay.engine.machine.Gpr;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;
import java.util.List;

/// How machine code unpacks one type of weights: from a chunk of a panel to unsigned bytes in
/// vector registers, a scale and a minimum for each of sixteen rows.
///
/// A panel has sixteen rows. Its chunks hold the bytes of the rows' blocks as they are in the file,
/// but side by side: every number of two or four bytes stands beside those of the other rows, so
/// that one register holds the same number of all sixteen. Products are `scale * (q - offset) +
/// minimum`.
abstract class PanelCode {
  static final int ROWS = TileProgram.ROWS;

  /// Vectors of four columns in a block.
  static final int VECTORS = Digits.BLOCK / 4;

  private static final int VECTOR_BYTES = 64;

  /// What the code of one function works with.
  ///
  /// @param asm where the code goes
  /// @param source address of the chunk
  /// @param weights receive a block's weights, four columns each
  /// @param scale receives the scale
  /// @param minimum receives the minimum
  /// @param scratch free for use in between
  record Target(Assembler asm, Gpr source, List<Zmm> weights, Zmm scale, Zmm minimum, Zmm scratch) {
    /// Returns the memory at an offset in the chunk.
    Memory at(int offset) {
      return source.at(offset);
    }

    /// Returns a vector of the chunk.
    Memory vector(int start, int index) {
      return source.at(start + index * VECTOR_BYTES);
    }
  }

  /// Returns how many blocks of 32 columns a chunk has.
  abstract int chunkBlocks();

  /// Returns the size of a chunk of sixteen rows.
  abstract int chunkBytes();

  /// Returns the logarithm of the offset of the weights, or -1 if they have none.
  abstract int offsetBits();

  /// Returns whether weights have minima.
  abstract boolean hasMinimum();

  /// Returns how many scales a block has: one, or one for each half.
  int scalesPerBlock() {
    return 1;
  }

  /// Sets registers that keep their value in the whole function.
  abstract void open(Assembler asm, Registers registers);

  /// Sets registers that keep their value in a chunk.
  void openChunk(Target target) {}

  /// Unpacks the weights of a block.
  abstract void weights(Target target, int block);

  /// Computes the scale of a block, or of its half.
  abstract void scale(Target target, int block, int half);

  /// Computes the minimum of a block.
  void minimum(Target target, int block) {}

  /// Says what of a row's blocks goes where in a chunk.
  abstract void pack(LaneCopy copy);

  static Zmm constant(Assembler asm, Registers registers, int value) {
    Zmm register = registers.take();
    asm.mov(Gpr.RAX, value);
    asm.vpbroadcastd(register, Gpr.RAX);
    return register;
  }
}
