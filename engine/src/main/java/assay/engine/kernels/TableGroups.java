package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;

/// IQ4_XS and NVFP4: indexes of four bits into a table of sixteen whole numbers, in groups with a
/// scale. Byte `j` of a group's holds weight `j` in its low half and, in its high half, the one
/// half a group behind.
///
/// Source: ggml, `ggml-common.h` (layouts) and `ggml-quants.c` (`dequantize_row_iq4_xs`,
/// `dequantize_row_nvfp4`).
final class TableGroups extends GroupedWeights {
  private static final float LARGEST_SCALE = 240;

  private final DType dtype;
  private final int[] table;

  TableGroups(DType dtype) {
    super(dtype, dtype == DType.NVFP4 ? 16 : 32);
    this.dtype = dtype;
    table = dtype == DType.NVFP4 ? ScalarWeights.fp4Table() : ScalarWeights.iq4Table();
  }

  @Override
  void decode(MemorySegment data, long block, byte[] numbers, float[] scales) {
    int header = dtype.blockBytes() - numbers.length / 2;
    for (int i = 0; i < numbers.length; i++) {
      int inGroup = i % group();
      long at = block + header + (i - inGroup) / 2 + inGroup % (group() / 2);
      numbers[i] = (byte) table[bits(unsigned(data, at), inGroup / (group() / 2) * 4, 15)];
    }
    for (int group = 0; group < scales.length; group++) {
      scales[group] = dtype == DType.NVFP4 ? nv(data, block + group) : xs(data, block, group);
    }
  }

  /// `d * (scale - 32)`; of a scale's six bits two are in sixteen bits behind d, four in the four
  /// bytes behind those.
  private static float xs(MemorySegment data, long block, int group) {
    int low = bits(unsigned(data, block + 4 + group / 2), group % 2 * 4, 15);
    int high = bits(unsignedShort(data, block + 2), 2 * group, 3);
    return half(data, block) * ((low | (high << 4)) - 32);
  }

  /// Half of an F8 number, as the table is doubled. There is no sign; where it would be, ggml takes
  /// no notice of a bit, but that with all others set it makes a number of what is 0 without it.
  private static float nv(MemorySegment data, long at) {
    int bits = unsigned(data, at);
    if ((bits & 0x7f) == 0x7f) {
      return bits == 0x7f ? 0 : LARGEST_SCALE;
    }
    return Float8.e4m3((byte) (bits & 0x7f)) * 0.5f;
  }
}
