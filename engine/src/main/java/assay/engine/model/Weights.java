package assay.engine.model;

import assay.engine.config.ModelConfig;
import assay.engine.format.MalformedModelException;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.Operand;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All tensors of a model. Matrices stay in the mapped file, or are packed for the kernels; norms
/// and biases, a few kilobytes, are F32 arrays.
///
/// @param tokenEmbedding `[vocabSize, modelDim]`
/// @param embeddingNorm `[modelDim]`
/// @param layers from the first to the last
/// @param outputNorm `[modelDim]`
/// @param output `[vocabSize, modelDim]`; the token embedding itself where the two are tied
public record Weights(
    Matrix tokenEmbedding,
    Optional<Norm> embeddingNorm,
    List<LayerWeights> layers,
    Norm outputNorm,
    Projection output) {
  /// Copies the list of layers.
  public Weights {
    layers = List.copyOf(layers);
  }

  /// Finds the tensors of a model in its file; they are valid until the file is closed.
  ///
  /// @throws MalformedModelException if a tensor is missing, has another shape than the config
  ///   gives, or is left over
  public static Weights of(WeightFile file, ModelConfig config) {
    return of(file, config, matrix -> matrix);
  }

  /// As [#of(WeightFile, ModelConfig)].
  ///
  /// @param packing brings a matrix into the form that it is multiplied in, such as
  ///   [assay.engine.kernels.Kernels#pack]
  public static Weights of(WeightFile file, ModelConfig config, Function<Matrix, Operand> packing) {
    return new WeightLoader(file, config, packing).load();
  }
}
