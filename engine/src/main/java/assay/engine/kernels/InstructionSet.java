package assay.engine.kernels;

import assay.engine.machine.PeakLoops;
import assay.engine.machine.PeakLoops.Products;
import assay.engine.machine.VectorWidth;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a processor needs for machine code of one kind, and what that code can do.
///
/// All give the same bits for the same digits: products of whole numbers are exact, and what is
/// rounded is rounded in the same order.
enum InstructionSet {
  /// The same as [#AVX512] with `vdpbf16ps`, for one digit.
  AVX512_BF16("machine-x86-64", VectorWidth.ZMM, "avx512f avx512bw avx512_vnni avx512_bf16"),
  /// `vpdpbusd` on 512 bits.
  AVX512("machine-x86-64", VectorWidth.ZMM, "avx512f avx512bw avx512_vnni"),
  /// `vpdpbusd` on 256 bits.
  AVX_VNNI("machine-x86-64-avx2", VectorWidth.YMM, "avx2 fma avx_vnni"),
  /// `vpmaddwd` on 256 bits: weights are widened to 16 bits and multiplied with both digits at
  /// once.
  AVX2("machine-x86-64-avx2", VectorWidth.YMM, "avx2 fma");

  private static final String NEEDED_BY_ALL = " f16c bmi2";

  /// Begins the names of kernels.
  final String prefix;

  final VectorWidth width;

  private final String needed;

  InstructionSet(String prefix, VectorWidth width, String needed) {
    this.prefix = prefix;
    this.width = width;
    this.needed = needed + NEEDED_BY_ALL;
  }

  /// Returns what of it a processor lacks, in Linux' names, ordered.
  ///
  /// @param flags what the processor has
  List<String> missing(Set<String> flags) {
    return Stream.of(needed.split(" ")).filter(flag -> !flags.contains(flag)).sorted().toList();
  }

  /// Returns the digits that it multiplies. `vpmaddwd` takes two digits in the time of one, and a
  /// third does not fit; only with one digit are activations rounded to BF16.
  List<Digits> digits() {
    return switch (this) {
      case AVX512_BF16 -> List.of(Digits.ONE);
      case AVX512, AVX_VNNI -> List.of(Digits.TWO, Digits.ONE, Digits.THREE);
      case AVX2 -> List.of(Digits.TWO);
    };
  }

  /// Returns whether products of BF16 numbers are one instruction.
  boolean multipliesBfloats() {
    return this == AVX512_BF16;
  }

  /// Returns whether weights and digits are multiplied as bytes.
  boolean multipliesBytes() {
    return this != AVX2;
  }

  /// Returns what of a core it keeps busy.
  PeakLoops.Unit unit() {
    Products products = multipliesBytes() ? Products.FOUR_BYTES : Products.TWO_WORDS;
    return new PeakLoops.Unit(width, products, multipliesBfloats());
  }

  /// Returns the most tokens of a tile: two registers each, beside those for weights.
  int mostTokens() {
    return width == VectorWidth.ZMM ? 8 : 6;
  }

  /// Returns the rows of a panel: the lanes of a vector.
  int rows() {
    return width.lanes();
  }
}
