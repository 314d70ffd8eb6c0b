package assay.engine;

import assay.engine.format.DType;
import assay.engine.format.GgufFile;
import assay.engine.format.GgufMetadata;
import assay.engine.format.GgufWriter;
import assay.engine.format.TensorInfo;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// A model of F32 weights written again with its matrices in another type.
final class QuantizedCopy {
  private QuantizedCopy() {}

  /// Writes the copy. Vectors, routers and matrices whose rows are no whole blocks stay F32.
  static Path write(Path model, DType type, Path copy) throws IOException {
    try (GgufFile from = GgufFile.open(model)) {
      GgufMetadata metadata = from.metadata();
      GgufWriter writer = new GgufWriter();
      metadata.keys().forEach(key -> writer.put(key, metadata.value(key).orElseThrow()));
      for (TensorInfo tensor : from.tensors().values()) {
        float[] numbers = from.data(tensor).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        DType stored = fits(tensor, type) ? type : DType.F32;
        writer.tensor(tensor.name(), stored, tensor.shape(), () -> numbers);
      }
      writer.write(copy);
    }
    return copy;
  }

  private static boolean fits(TensorInfo tensor, DType type) {
    return tensor.shape().dimensions().size() > 1
        && tensor.shape().columns() % type.blockElements() == 0
        && !tensor.name().contains("ffn_gate_inp");
  }
}
