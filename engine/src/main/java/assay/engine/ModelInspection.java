package assay.engine;

import assay.engine.config.CacheType;
import assay.engine.config.ModelConfig;
import assay.engine.format.DType;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.model.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// What a model is, from the headers of its files alone.
///
/// @param config dimensions, vocabulary and context length included
/// @param totalParameters weights in the file
/// @param activeParameters weights that take part in computing a token: all but the experts that
///   are not picked for it
/// @param tensors how much is stored in each type
/// @param weightBytesPerToken of weights that computing one token alone reads, in the types that
///   they are stored in: those of the active ones, but of an embedding that is no output matrix one
///   row
/// @param kvBytesPerToken that the KV cache takes for each position, with F32 entries
/// @param fileBytes size of the file
public record ModelInspection(
    ModelConfig config,
    long totalParameters,
    long activeParameters,
    Map<DType, Usage> tensors,
    long weightBytesPerToken,
    long kvBytesPerToken,
    long fileBytes) {
  /// Copies the map.
  public ModelInspection {
    tensors = Map.copyOf(tensors);
  }

  /// Tensors of one type.
  ///
  /// @param count how many tensors
  /// @param parameters in all of them
  /// @param bytes of all of them
  public record Usage(int count, long parameters, long bytes) {
    Usage plus(TensorInfo tensor) {
      return new Usage(
          count + 1, parameters + tensor.shape().elements(), bytes + tensor.byteSize());
    }
  }

  /// Describes a GGUF file or checkpoint folder that the engine could run.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws MalformedModelException if it is damaged, or of a kind that the engine does not run
  public static ModelInspection of(Path path) throws IOException {
    ModelFiles files = ModelFiles.open(path);
    try (WeightFile file = files.weights()) {
      ModelConfig config = files.config();
      Weights.of(file, config);
      Map<DType, Usage> usage = new EnumMap<>(DType.class);
      for (TensorInfo tensor : file.tensors().values()) {
        usage.put(
            tensor.dtype(), usage.getOrDefault(tensor.dtype(), new Usage(0, 0, 0)).plus(tensor));
      }
      long parameters = usage.values().stream().mapToLong(Usage::parameters).sum();
      return new ModelInspection(
          config,
          parameters,
          parameters - config.idleParameters(),
          usage,
          DecodeTraffic.bytes(file, config),
          config.kvBytesPerToken(CacheType.F32),
          file.sizeBytes());
    }
  }
}
