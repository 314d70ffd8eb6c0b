package assay.engine.kernels;

import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.half;
import static assay.engine.kernels.Lanes.toFloats;
import static assay.engine.kernels.Lanes.unsignedBytes;
import static jdk.incubator.vector.VectorOperators.LSHR;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Weights of four bits that are indexes into a table of sixteen numbers: IQ4_NL, MXFP4. Byte `j`
/// of a block's sixteen holds weight `j` in its low half and weight `j + 16` in its high half.
final class TableWeights {
  private static final int BLOCK = 32;
  private static final int HALF = BLOCK / 2;
  private static final NibbleTable IQ4 = NibbleTable.of(ScalarWeights.iq4Table());
  private static final NibbleTable FP4 = NibbleTable.of(ScalarWeights.fp4Table());

  private TableWeights() {}

  static void expandIq4(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      FloatVector scale = FloatVector.broadcast(FLOATS, half(data, block));
      for (int j = 0; j < HALF; j += LANES) {
        IntVector pairs = unsignedBytes(data, block + 2, j);
        toFloats(IQ4.at(pairs.and(15))).mul(scale).intoArray(out, i + j);
        toFloats(IQ4.at(pairs.lanewise(LSHR, 4))).mul(scale).intoArray(out, i + HALF + j);
      }
      block += DType.IQ4_NL.blockBytes();
    }
  }

  static void expandMxfp4(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      float power = ScalarWeights.halfPower(data.get(ValueLayout.JAVA_BYTE, block));
      FloatVector scale = FloatVector.broadcast(FLOATS, power);
      for (int j = 0; j < HALF; j += LANES) {
        IntVector pairs = unsignedBytes(data, block + 1, j);
        toFloats(FP4.at(pairs.and(15))).mul(scale).intoArray(out, i + j);
        toFloats(FP4.at(pairs.lanewise(LSHR, 4))).mul(scale).intoArray(out, i + HALF + j);
      }
      block += DType.MXFP4.blockBytes();
    }
  }
}
