package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Constant;
import assay.engine.machine.Gpr;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Source;
import assay.engine.machine.VectorWidth;
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

  /// Returns how a quantized type is unpacked.
  static PanelCode of(DType dtype, int rows) {
    return switch (dtype) {
      case Q8_0 -> new ByteCode(rows);
      case Q4_0, Q4_1, Q5_0, Q5_1 -> new NibbleCode(dtype, rows);
      case IQ4_NL, MXFP4 -> new TableCode(dtype, rows);
      case Q4_K, Q5_K -> new PackedScaleCode(dtype, rows);
      case Q6_K -> new SixBitCode(rows);
      case Q2_K, Q3_K -> new TwoBitCode(dtype, rows);
      case IQ4_XS -> new TableGroupCode(rows);
      case IQ2_XXS,
          IQ2_XS,
          IQ2_S,
          IQ3_XXS,
          IQ3_S,
          IQ1_S,
          IQ1_M,
          TQ1_0,
          TQ2_0,
          Q1_0,
          Q2_0,
          NVFP4,
          INT4,
          INT8 ->
          new GroupedCode(GroupedWeights.of(dtype).orElseThrow().group(), rows);
      case F32, F16, BF16, F8_E4M3 -> throw new IllegalArgumentException(dtype + " has no digits");
    };
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
      Source source = from;
      if (asm.width() == VectorWidth.YMM) { // has no shifts of memory
        asm.vmovups(to, from);
        source = to;
      }
      if (left >= 0) {
        asm.vpslld(to, source, left);
      } else {
        asm.vpsrld(to, source, -left);
      }
    }

    /// Loads the weights of one half of a block whose bytes hold two of four bits each: the lower
    /// of its first weights, and the upper of those behind them.
    ///
    /// @param low mask of the lower four bits of each byte
    void nibbles(Zmm to, Memory pairs, boolean upper, Zmm low) {
      if (upper) {
        shifted(to, pairs, -4);
        asm.vpandd(to, to, low);
      } else {
        asm.vpandd(to, low, pairs);
      }
    }

    /// Adds the bits of the scratch register that a mask has.
    void addBits(Zmm to, Zmm mask) {
      switch (asm.width()) {
        case YMM -> {
          asm.vpandd(scratch, scratch, mask);
          asm.vpor(to, to, scratch);
        }
        case ZMM -> asm.vpternlogd(to, mask, scratch, OR_AND);
      }
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
