package assay.engine.huggingface;

import assay.engine.format.StoredType;
import assay.engine.huggingface.Quantization.Gptq;
import assay.engine.huggingface.Shards.Located;
import java.util.Optional;

/// A matrix as GPTQ packs it: `qweight` `[columns * bits / 32, rows]` holds numbers of neighbouring
/// columns in a word, `qzeros` `[groups, rows * bits / 32]` zero points of neighbouring rows,
/// `scales` is `[groups, rows]`, and `g_idx` says the group of each column.
///
/// Source: AutoGPTQ 0.7.1, `qlinear_cuda_old.py` (`pack`, `forward`).
final class GptqMatrix implements PackedMatrix {
  private final Words weights;
  private final Words zeros;
  private final float[] scales;
  private final int[] groupOfColumn;
  private final Gptq packing;
  private final int groups;

  private GptqMatrix(
      Words weights, Words zeros, float[] scales, int[] groupOfColumn, Gptq packing) {
    this.weights = weights;
    this.zeros = zeros;
    this.scales = scales;
    this.groupOfColumn = groupOfColumn;
    this.packing = packing;
    groups = zeros.rows();
  }

  static GptqMatrix of(StoredModule module, Gptq packing) {
    Words weights = Words.of(module.require("qweight", "qweight"));
    int perWord = Integer.SIZE / packing.bits();
    Located stored = module.require("scales", "qweight");
    int groups = Math.toIntExact(stored.info().shape().dimensions().getFirst());
    if (stored.info().shape().elements() != (long) groups * weights.columns()) {
      throw StoredModule.fault(
          stored,
          "scales do not fit their tensor",
          "[groups, %d]".formatted(weights.columns()),
          stored.info().shape().toString());
    }
    int columns = Math.multiplyExact(weights.rows(), perWord);
    packing
        .spread()
        .ifPresent(
            spread -> WeightScheme.requireScales(stored, spread, weights.columns(), columns));
    int zeroColumns = Math.ceilDiv(weights.columns(), perWord);
    Words zeros = Words.of(module.require("qzeros", "qweight"), groups, zeroColumns);
    if (packing.scattered() && groups > 1 && !module.has("g_idx")) {
      throw module.missing(
          "g_idx",
          "qweight",
          "the g_idx of the tensor is missing: config.json says \"desc_act\": true");
    }
    int size = ScaleSpread.size(packing.spread(), columns, groups);
    int[] indexes = groups(module.find("g_idx"), columns, groups, size);
    return new GptqMatrix(weights, zeros, Floats.of(stored), indexes, packing);
  }

  /// @param size of groups, where nothing else says which columns are in each
  private static int[] groups(Optional<Located> stored, int columns, int groups, int size) {
    int[] indexes = new int[columns];
    if (stored.isEmpty()) {
      for (int i = 0; i < columns; i++) {
        indexes[i] = i / size;
      }
      return indexes;
    }
    Located tensor = stored.get();
    if (tensor.info().type() != StoredType.I32 || tensor.info().shape().elements() != columns) {
      throw StoredModule.fault(
          tensor,
          "these are not the groups of all columns",
          "I32 [%d]".formatted(columns),
          tensor.info().type() + " " + tensor.info().shape());
    }
    Words words = new Words(tensor.data(), 1, columns);
    for (int i = 0; i < columns; i++) {
      indexes[i] = words.at(0, i);
      if (indexes[i] < 0 || indexes[i] >= groups) {
        throw StoredModule.fault(
            tensor,
            "a column is in a group that has no scale",
            "0 to " + (groups - 1),
            String.valueOf(indexes[i]));
      }
    }
    return indexes;
  }

  @Override
  public int rows() {
    return weights.columns();
  }

  @Override
  public int columns() {
    return groupOfColumn.length;
  }

  @Override
  public int bits() {
    return packing.bits();
  }

  @Override
  public int groups() {
    return groups;
  }

  @Override
  public int group(int column) {
    return groupOfColumn[column];
  }

  @Override
  public float scale(int row, int group) {
    return scales[group * rows() + row];
  }

  /// One more than what is stored is taken without its carry.
  @Override
  public int zero(int row, int group) {
    int perWord = Integer.SIZE / bits();
    int stored = zeros.number(group, row / perWord, row % perWord, bits());
    return packing.zerosLessOne() ? (stored + 1) & ((1 << bits()) - 1) : stored;
  }

  @Override
  public void unpack(int firstRow, int count, byte[] out) {
    int perWord = Integer.SIZE / bits();
    int mask = (1 << bits()) - 1;
    for (int line = 0; line < weights.rows(); line++) {
      for (int row = 0; row < count; row++) {
        int word = weights.at(line, firstRow + row);
        int start = row * columns() + line * perWord;
        for (int i = 0; i < perWord; i++) {
          out[start + i] = (byte) ((word >>> (i * bits())) & mask);
        }
      }
    }
  }
}
