package assay.engine.kernels;

import assay.engine.format.DType;
import assay.engine.machine.Assembler;
import assay.engine.machine.Memory;
import assay.engine.machine.Zmm;
import java.util.List;

/// Describes the function that multiplies panels of F32, F16, BF16 or F8 weights with a tile:
/// widened to F32 and multiplied in F32, exactly what [Kernels] asks for.
///
/// Even and odd columns have sums of their own, so that one token alone does not wait for each
/// multiply-add; they are added in the end.
///
/// F8 weights have a scale for each row before the columns of a chunk, times 2^120: the bits of a
/// weight, moved to the places of those of F32, are its number times 2^-120, and the product is the
/// one that [ScalarWeights] has, rounded once.
final class FloatTile extends TileProgram {
  private static final int F8_BITS = 0x87f00000;
  private static final int F8_SHIFT = 20;

  private final DType dtype;
  private final List<Zmm> odd;
  private final Zmm weight;
  private final Zmm input;
  private Zmm f8Bits = new Zmm(0);
  private Zmm scale = new Zmm(0);

  private FloatTile(InstructionSet set, DType dtype, int tokens) {
    super(set, tokens);
    this.dtype = dtype;
    odd = registers.take(tokens);
    weight = registers.take();
    input = registers.take();
    if (dtype == DType.F8_E4M3) {
      f8Bits = PanelCode.constant(asm, registers, F8_BITS);
      scale = registers.take();
    }
  }

  /// Returns the code for one width of the tile.
  static byte[] code(InstructionSet set, DType dtype, int tokens) {
    return new FloatTile(set, dtype, tokens).code();
  }

  /// Returns the columns of a chunk.
  static int columns(DType dtype) {
    return dtype == DType.F8_E4M3 ? 64 : 8;
  }

  /// Returns the bytes that come before the columns of a chunk.
  static int headerBytes(InstructionSet set, DType dtype) {
    return dtype == DType.F8_E4M3 ? set.width.bytes() : 0;
  }

  /// Returns the bytes of a chunk.
  static int chunkBytes(InstructionSet set, DType dtype) {
    return headerBytes(set, dtype) + columns(dtype) * set.rows() * dtype.blockBytes();
  }

  @Override
  int chunkBytes() {
    return chunkBytes(set, dtype);
  }

  @Override
  void clear() {
    clear(sums);
    clear(odd);
  }

  @Override
  void chunk() {
    int header = headerBytes(set, dtype);
    if (header > 0) {
      asm.vmovups(scale, SOURCE.at(0));
    }
    for (int column = 0; column < columns(dtype); column++) {
      widen(weight, SOURCE.at(header + column * set.rows() * dtype.blockBytes()));
      List<Zmm> target = column % 2 == 0 ? sums : odd;
      for (int token = 0; token < tokens; token++) {
        Memory x = input(token, column * Float.BYTES);
        asm.vfmadd231ps(target.get(token), weight, repeated(x, input));
      }
    }
    advance(columns(dtype) * Float.BYTES);
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
      case F8_E4M3 -> {
        code.vpmovsxbd(to, from);
        code.vpslld(to, to, F8_SHIFT);
        code.vpandd(to, to, f8Bits);
        code.vmulps(to, to, scale);
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
