package assay.engine.huggingface;

import assay.engine.format.StoredType;
import assay.engine.huggingface.Shards.Located;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads scales.
final class Floats {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Floats() {}

  /// Returns all numbers of a tensor in F32, which holds those of other types exactly.
  static float[] of(Located tensor) {
    StoredType type = tensor.info().type();
    MemorySegment data = tensor.data();
    float[] values = new float[Math.toIntExact(tensor.info().shape().elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case F32 -> data.get(FLOAT, (long) Float.BYTES * i);
            case F16 -> Float.float16ToFloat(data.get(SHORT, (long) Short.BYTES * i));
            case BF16 -> Float.intBitsToFloat(data.get(SHORT, (long) Short.BYTES * i) << 16);
            case F8_E4M3, I8, U8, I32, I64 ->
                throw StoredModule.fault(
                    tensor, "these are no scales", "F32, F16 or BF16", type.toString());
          };
    }
    return values;
  }
}
