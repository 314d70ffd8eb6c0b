package assay.engine.kernels;

import assay.engine.machine.Gpr;
import assay.engine.machine.Memory;
import assay.engine.machine.Registers;
import assay.engine.machine.Zmm;
import java.util.List;

/// What [DigitTile] is for vectors of 512 bits, for those of 256: the same sums in the same order,
/// and so the same bits.
///
/// Sixteen registers do not hold a block's weights beside the sums. They are unpacked to the
/// function's frame, with their scales and minima, and read from there for every digit. Without
/// `vpdpbusd` they are widened to 16 bits there, even columns of a vector apart from odd ones, and
/// multiplied with numbers of two digits by `vpmaddwd`.
final class NarrowDigitTile extends TileProgram {
  private static final int DIGIT_SHIFT = Byte.SIZE;
  private static final int EVEN_BYTES = 0x00ff00ff;

  private final PanelCode panel;
  private final Digits digits;
  private final List<Zmm> dots;
  private final Zmm weight;
  private final Zmm input;
  private final Zmm product;
  private final Registers unpacking;

  private NarrowDigitTile(InstructionSet set, PanelCode panel, Digits digits, int tokens) {
    super(set, tokens);
    this.panel = panel;
    this.digits = digits;
    unpacking = registers.again();
    dots = registers.take(tokens);
    weight = registers.take();
    input = registers.take();
    product = registers.take();
  }

  /// Returns the code for one width of the tile.
  static byte[] code(InstructionSet set, PanelCode panel, Digits digits, int tokens) {
    return new NarrowDigitTile(set, panel, digits, tokens).code();
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
    for (int block = 0; block < panel.chunkBlocks(); block++) {
      unpack(block);
      for (int term = 0; term < digits.terms(); term++) {
        for (int half = 0; half < panel.scalesPerBlock(); half++) {
          clear(dots);
          if (set.multipliesBytes()) {
            dotBytes(term, half);
          } else {
            dotWords(half);
          }
          correct(term, half);
          scale(term, half);
        }
      }
      for (int half = 0; panel.hasMinimum() && half < panel.scalesPerBlock(); half++) {
        minimum(half);
      }
      advance(digits.blockBytes());
    }
  }

  private int vectorsOfWeights() {
    return set.multipliesBytes() ? PanelCode.VECTORS : 2 * PanelCode.VECTORS;
  }

  /// Returns a vector of the frame: weights, then scales, then minima.
  private Memory frame(int index) {
    return Gpr.RSP.at(index * set.width.bytes());
  }

  private Memory scaleAt(int half) {
    return frame(vectorsOfWeights() + half);
  }

  private Memory minimumAt(int half) {
    return frame(vectorsOfWeights() + panel.scalesPerBlock() + half);
  }

  /// Writes a block's weights, scales and minima to the frame; nothing but sums is in registers.
  private void unpack(int block) {
    Registers free = unpacking.again();
    Zmm to = free.take();
    PanelCode.Target target = new PanelCode.Target(asm, SOURCE, to, to, free.take());
    panel.open(asm, free);
    panel.openChunk(target);
    Zmm evenBytes = set.multipliesBytes() ? to : PanelCode.constant(asm, free, EVEN_BYTES);
    for (int i = 0; i < PanelCode.VECTORS; i++) {
      panel.weights(target, block, i, to);
      if (set.multipliesBytes()) {
        asm.vmovups(frame(i), to);
      } else {
        asm.vpandd(target.scratch(), to, evenBytes);
        asm.vmovups(frame(2 * i), target.scratch());
        asm.vpsrlw(to, to, Byte.SIZE);
        asm.vmovups(frame(2 * i + 1), to);
      }
    }
    for (int half = 0; half < panel.scalesPerBlock(); half++) {
      panel.scale(target, block, half);
      asm.vmovups(scaleAt(half), to);
      if (panel.hasMinimum()) {
        panel.minimum(target, block, half);
        asm.vmovups(minimumAt(half), to);
      }
    }
  }

  /// Sums the products of weights and the digits of a term, for a block or its half.
  private void dotBytes(int term, int half) {
    int vectors = PanelCode.VECTORS / panel.scalesPerBlock();
    int first = term == 0 ? 0 : digits.digitsIn(0);
    for (int digit = 0; digit < digits.digitsIn(term); digit++) {
      int start = digits.digitOffset(first + digit);
      for (int i = half * vectors; i < (half + 1) * vectors; i++) {
        asm.vmovups(weight, frame(i));
        for (int token = 0; token < tokens; token++) {
          asm.vpbroadcastd(input, input(token, start + i * Integer.BYTES));
          asm.vpdpbusd(dots.get(token), weight, input);
        }
      }
      if (digit + 1 < digits.digitsIn(term)) {
        dots.forEach(dot -> asm.vpslld(dot, dot, DIGIT_SHIFT));
      }
    }
  }

  /// The same with numbers of 16 bits, two of them a lane.
  private void dotWords(int half) {
    int vectors = 2 * PanelCode.VECTORS / panel.scalesPerBlock();
    for (int i = half * vectors; i < (half + 1) * vectors; i++) {
      asm.vmovups(weight, frame(i));
      for (int token = 0; token < tokens; token++) {
        asm.vpbroadcastd(input, input(token, digits.digitOffset(0) + i * Integer.BYTES));
        asm.vpmaddwd(input, weight, input);
        asm.vpaddd(dots.get(token), dots.get(token), input);
      }
    }
  }

  private void correct(int term, int half) {
    if (panel.offsetBits() >= 0) {
      int correction = term * Digits.HEADER + Float.BYTES + half * Integer.BYTES;
      for (int token = 0; token < tokens; token++) {
        asm.vpbroadcastd(input, input(token, correction));
        asm.vpaddd(dots.get(token), dots.get(token), input);
      }
    }
  }

  private void scale(int term, int half) {
    for (int token = 0; token < tokens; token++) {
      Zmm dot = dots.get(token);
      asm.vcvtdq2ps(dot, dot);
      asm.vpbroadcastd(input, input(token, term * Digits.HEADER));
      asm.vmulps(product, input, scaleAt(half));
      asm.vfmadd231ps(sums.get(token), dot, product);
    }
  }

  private void minimum(int half) {
    int sum = Digits.sumOffset(panel.scalesPerBlock(), half);
    for (int token = 0; token < tokens; token++) {
      asm.vpbroadcastd(input, input(token, sum));
      asm.vfmadd231ps(sums.get(token), input, minimumAt(half));
    }
  }
}
