package assay.engine.kernels;

import assay.engine.machine.Zmm;
import java.util.List;

/// Describes the function that multiplies panels of BF16 weights with a tile of activations that
/// are rounded to BF16 too.
///
/// Each lane is a row, and holds two columns, of which the odd one's product is added first, then
/// the even one's, each rounded once: as `vdpbf16ps` does, so that the bits are the same where that
/// instruction is missing and two multiply-adds take its place. Every second pair has a sum of its
/// own, so that one token alone does not wait for each product; both are added in the end.
///
/// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, VDPBF16PS.
final class BfloatTile extends TileProgram {
  /// Pairs of columns in a chunk.
  static final int PAIRS = 8;

  private static final int UPPER_HALF = 0xffff0000;

  private final List<Zmm> others; // sums
  private final Zmm weights;
  private final Zmm even;
  private final Zmm upperHalf;
  private final Zmm input;

  private BfloatTile(InstructionSet set, int tokens) {
    super(set, tokens);
    others = registers.take(tokens);
    weights = registers.take();
    even = registers.take();
    upperHalf = PanelCode.constant(asm, registers, UPPER_HALF);
    input = registers.take();
  }

  /// Returns the code for one width of the tile.
  static byte[] code(InstructionSet set, int tokens) {
    return new BfloatTile(set, tokens).code();
  }

  /// Returns the bytes of a chunk.
  static int chunkBytes(InstructionSet set) {
    return PAIRS * set.width.bytes();
  }

  /// Returns the bytes of an activation: a BF16 number, or one as F32.
  static int inputBytes(InstructionSet set) {
    return set.multipliesBfloats() ? Short.BYTES : Float.BYTES;
  }

  @Override
  int chunkBytes() {
    return chunkBytes(set);
  }

  @Override
  void clear() {
    clear(sums);
    clear(others);
  }

  @Override
  void chunk() {
    for (int pair = 0; pair < PAIRS; pair++) {
      List<Zmm> target = pair % 2 == 0 ? sums : others;
      asm.vmovups(weights, SOURCE.at(pair * set.width.bytes()));
      if (set.multipliesBfloats()) {
        multiplyPair(pair, target);
      } else {
        multiplyColumns(pair, target);
      }
    }
    advance(2 * PAIRS * inputBytes(set));
  }

  private void multiplyPair(int pair, List<Zmm> target) {
    for (int token = 0; token < tokens; token++) {
      asm.vdpbf16ps(target.get(token), weights, input(token, pair * Integer.BYTES).repeated());
    }
  }

  private void multiplyColumns(int pair, List<Zmm> target) {
    asm.vpslld(even, weights, Short.SIZE);
    asm.vpandd(weights, weights, upperHalf);
    for (int token = 0; token < tokens; token++) {
      int column = 2 * pair * Float.BYTES;
      Zmm sum = target.get(token);
      asm.vfmadd231ps(sum, weights, repeated(input(token, column + Float.BYTES), input));
      asm.vfmadd231ps(sum, even, repeated(input(token, column), input));
    }
  }

  @Override
  void finish() {
    for (int token = 0; token < tokens; token++) {
      asm.vaddps(sums.get(token), sums.get(token), others.get(token));
    }
  }
}
