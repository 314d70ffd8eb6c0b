package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// INT4 and INT8: whole numbers with an F32 scale for 32 of them. A block begins with its scales.
/// In INT4 their zero points follow, then 16 bytes for each group, of which byte `j` holds number
/// `j` in its low half and number `j + 16` in its high half; in INT8 signed bytes.
final class IntegerWeights extends GroupedWeights {
  private static final int GROUP = 32;
  private static final int HALF = GROUP / 2;

  private final DType dtype;

  IntegerWeights(DType dtype) {
    super(dtype, GROUP);
    this.dtype = dtype;
  }

  @Override
  void decode(MemorySegment data, long block, byte[] numbers, float[] scales) {
    for (int group = 0; group < scales.length; group++) {
      scales[group] = Float.intBitsToFloat(data.get(INT, block + (long) group * Float.BYTES));
    }
    long behind = block + (long) scales.length * Float.BYTES;
    if (dtype == DType.INT8) {
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, behind, numbers, 0, numbers.length);
      return;
    }
    for (int group = 0; group < scales.length; group++) {
      int zero = unsigned(data, behind + group);
      long pairs = behind + scales.length + (long) group * HALF;
      for (int i = 0; i < HALF; i++) {
        int pair = unsigned(data, pairs + i);
        numbers[group * GROUP + i] = (byte) ((pair & 15) - zero);
        numbers[group * GROUP + HALF + i] = (byte) ((pair >> 4) - zero);
      }
    }
  }
}
