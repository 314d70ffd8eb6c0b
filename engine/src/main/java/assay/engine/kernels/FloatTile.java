package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Memory;
import assay.engine.machine.Zmm;
import java.util.List;

/// Describes the function that multiplies panels of F32, F16 or BF16 weights with a tile: widened
/// to F32 and multiplied in F32, exactly what [Kernels] asks for.
///
/// Even and odd columns have sums of their own, so that one token alone does not wait for each
/// multiply-add; they are added in the end.
final class FloatTile extends TileProgram {
  /// Columns of a chunk.
  static final int COLUMNS = 8;

  private final DType dtype;
  private final List<Zmm> odd;
  private final List<Zmm> weights;

  private FloatTile(DType dtype, int tokens) {
    super(tokens);
    this.dtype = dtype;
    odd = registers.take(tokens);
    weights = registers.take(2);
  }

  /// Returns the code for one width of the tile.
  static byte[] code(DType dtype, int tokens) {
    return new FloatTile(dtype, tokens).code();
  }

  @Override
  int chunkBytes() {
    return COLUMNS * columnBytes();
  }

  private int columnBytes() {
    return ROWS * dtype.blockBytes();
  }

  @Override
  void clear() {
    clear(sums);
    clear(odd);
  }

  @Override
  void chunk() {
    for (int column = 0; column < COLUMNS; column++) {
      Zmm weight = weights.get(column % 2);
      widen(weight, SOURCE.at(column * columnBytes()));
      List<Zmm> target = column % 2 == 0 ? sums : odd;
      for (int token = 0; token < tokens; token++) {
        asm.vfmadd231ps(target.get(token), weight, input(token, column * Float.BYTES).repeated());
      }
    }
    advance(COLUMNS * Float.BYTES);
  }

  private void widen(Zmm to, Memory from) {
    Assembler code = asm;
    switch (dtype) {
      case F32 -> code.vmovups(to, from);
      case F16 -> code.vcvtph2ps(to, from);
      case BF16 -> {
        code.vpmovzxwd(to, from);
        code.vpslld(to, to, 16);
      }
      default -> throw new IllegalArgumentException(dtype + " is no floating-point type");
    }
  }

  @Override
  void finish() {
    for (int token = 0; token < tokens; token++) {
      asm.vaddps(sums.get(token), sums.get(token), odd.get(token));
    }
  }
}
