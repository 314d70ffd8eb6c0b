package assay.engine.huggingface;

import assay.engine.huggingface.Shards.Located;
import java.util.Optional;

/// A matrix as AWQ packs it: `qweight` `[columns, rows / 8]` holds numbers of eight neighbouring
/// rows in a word, those of even place first; `qzeros` `[groups, rows / 8]` zero points in the same
/// way; `scales` is `[groups, rows]`.
///
/// Source: AutoAWQ 0.2.9, `packing_utils.py` (`AWQ_ORDER`, `dequantize_gemm`).
final class AwqMatrix implements PackedMatrix {
  private static final int BITS = 4;
  private static final int PER_WORD = Integer.SIZE / BITS;

  /// Where in its word the number of each of eight rows is.
  private static final int[] PLACE = {0, 4, 1, 5, 2, 6, 3, 7};

  private final Words weights;
  private final Words zeros;
  private final float[] scales;
  private final int groupSize;

  private AwqMatrix(Words weights, Words zeros, float[] scales) {
    this.weights = weights;
    this.zeros = zeros;
    this.scales = scales;
    groupSize = weights.rows() / zeros.rows();
  }

  /// @param spread which columns of a row share a scale, if that is said
  static AwqMatrix of(StoredModule module, Optional<ScaleSpread> spread) {
    Located stored = module.require("qweight", "qweight");
    Words weights = Words.of(stored);
    Located scales = module.require("scales", "qweight");
    int groups = Math.toIntExact(scales.info().shape().dimensions().getFirst());
    long rows = (long) weights.columns() * PER_WORD;
    if (scales.info().shape().elements() != groups * rows || weights.rows() % groups != 0) {
      throw StoredModule.fault(
          scales,
          "scales do not fit their tensor",
          "[groups, %d], the groups dividing %d columns".formatted(rows, weights.rows()),
          scales.info().shape().toString());
    }
    spread.ifPresent(each -> WeightScheme.requireScales(scales, each, rows, weights.rows()));
    Words zeros = Words.of(module.require("qzeros", "qweight"), groups, weights.columns());
    return new AwqMatrix(weights, zeros, Floats.of(scales));
  }

  @Override
  public int rows() {
    return weights.columns() * PER_WORD;
  }

  @Override
  public int columns() {
    return weights.rows();
  }

  @Override
  public int bits() {
    return BITS;
  }

  @Override
  public int groups() {
    return zeros.rows();
  }

  @Override
  public int group(int column) {
    return column / groupSize;
  }

  @Override
  public float scale(int row, int group) {
    return scales[group * rows() + row];
  }

  @Override
  public int zero(int row, int group) {
    return zeros.number(group, row / PER_WORD, PLACE[row % PER_WORD], BITS);
  }

  @Override
  public void unpack(int firstRow, int count, byte[] out) {
    for (int column = 0; column < columns(); column++) {
      for (int row = 0; row < count; row++) {
        int word = (firstRow + row) / PER_WORD;
        int place = PLACE[(firstRow + row) % PER_WORD];
        out[row * columns() + column] = (byte) weights.number(column, word, place, BITS);
      }
    }
  }
}
