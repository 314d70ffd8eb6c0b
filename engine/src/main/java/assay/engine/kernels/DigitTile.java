package assay.engine.kernels;

import assay.engine.machine.Zmm;
import java.util.List;

/// Describes the function that multiplies panels of quantized weights with a tile of one to eight
/// tokens whose activations are written in [Digits].
///
/// For vectors of 512 bits, whose registers hold the weights of a block; [NarrowDigitTile] is for
/// the others.
///
/// Each lane is a row. For a block of 32 columns, products of weights and digits are summed in
/// whole numbers, exactly; then, block after block, `sum = fma(dot, scale of row * scale of token,
/// sum)`. That order depends on nothing but the number of columns, so that a token's results are
/// the same bits in every tile.
final class DigitTile extends TileProgram {
  private static final int DIGIT_SHIFT = Byte.SIZE;

  private final PanelCode panel;
  private final Digits digits;
  private final List<Zmm> dots;
  private final Zmm product;
  private final List<Zmm> weights;
  private final PanelCode.Target target;

  private DigitTile(PanelCode panel, Digits digits, int tokens) {
    super(InstructionSet.AVX512, tokens);
    this.panel = panel;
    this.digits = digits;
    dots = registers.take(tokens);
    product = registers.take();
    weights = registers.take(PanelCode.VECTORS);
    target = new PanelCode.Target(asm, SOURCE, registers.take(), registers.take(), product);
    panel.open(asm, registers);
  }

  /// Returns the code for one width of the tile.
  static byte[] code(PanelCode panel, Digits digits, int tokens) {
    return new DigitTile(panel, digits, tokens).code();
  }

  @Override
  int chunkBytes() {
    return panel.chunkBytes();
  }

  @Override
  void clear() {
    clear(sums);
  }

  @Override
  void chunk() {
    panel.openChunk(target);
    for (int block = 0; block < panel.chunkBlocks(); block++) {
      for (int i = 0; i < PanelCode.VECTORS; i++) {
        panel.weights(target, block, i, weights.get(i));
      }
      for (int term = 0; term < digits.terms(); term++) {
        for (int half = 0; half < panel.scalesPerBlock(); half++) {
          dot(term, half);
          panel.scale(target, block, half);
          scale(term);
        }
      }
      if (panel.hasMinimum()) {
        for (int half = 0; half < panel.scalesPerBlock(); half++) {
          minimum(block, half);
        }
      }
      advance(digits.blockBytes());
    }
  }

  /// Sums the products of weights and the digits of a term, for a block or its half.
  private void dot(int term, int half) {
    int vectors = PanelCode.VECTORS / panel.scalesPerBlock();
    int header = term * Digits.HEADER;
    int correction = header + Float.BYTES + half * Integer.BYTES;
    boolean single = digits.digitsIn(term) == 1;
    for (int token = 0; token < tokens; token++) {
      if (single && panel.offsetBits() >= 0) {
        asm.vpbroadcastd(dots.get(token), input(token, correction));
      } else {
        asm.vpxord(dots.get(token), dots.get(token), dots.get(token));
      }
    }
    int first = term == 0 ? 0 : digits.digitsIn(0);
    for (int digit = 0; digit < digits.digitsIn(term); digit++) {
      int start = digits.digitOffset(first + digit) + half * vectors * Integer.BYTES;
      for (int i = 0; i < vectors; i++) {
        for (int token = 0; token < tokens; token++) {
          asm.vpdpbusd(
              dots.get(token),
              weights.get(half * vectors + i),
              input(token, start + i * Integer.BYTES).repeated());
        }
      }
      if (digit + 1 < digits.digitsIn(term)) {
        dots.forEach(dot -> asm.vpslld(dot, dot, DIGIT_SHIFT));
      }
    }
    if (!single && panel.offsetBits() >= 0) {
      for (int token = 0; token < tokens; token++) {
        asm.vpaddd(dots.get(token), dots.get(token), input(token, correction).repeated());
      }
    }
  }

  private void minimum(int block, int half) {
    panel.minimum(target, block, half);
    int sum = Digits.sumOffset(panel.scalesPerBlock(), half);
    for (int token = 0; token < tokens; token++) {
      asm.vfmadd231ps(sums.get(token), target.minimum(), input(token, sum).repeated());
    }
  }

  private void scale(int term) {
    for (int token = 0; token < tokens; token++) {
      Zmm dot = dots.get(token);
      asm.vcvtdq2ps(dot, dot);
      asm.vmulps(product, target.scale(), input(token, term * Digits.HEADER).repeated());
      asm.vfmadd231ps(sums.get(token), dot, product);
    }
  }
}
