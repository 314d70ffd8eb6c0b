package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.ModelConfig;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.Place;
import assay.engine.format.Shape;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.ScalarKernels;
import assay.engine.model.LayerWeights.AttentionWeights;
import assay.engine.model.LayerWeights.FeedForwardWeights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds a model's tensors in its file, and requires that each has the shape that the config gives
/// and that none is left over.
final class WeightLoader {
  private static final String REMEDY =
      "The file does not fit its own metadata: convert the model again";

  private final WeightFile file;
  private final ModelConfig config;
  private final Set<String> used = new HashSet<>();

  WeightLoader(WeightFile file, ModelConfig config) {
    this.file = file;
    this.config = config;
  }

  Weights load() {
    Matrix embedding = matrix("token_embd.weight", config.vocabSize(), config.modelDim());
    List<LayerWeights> layers = new ArrayList<>();
    for (int layer = 0; layer < config.layerCount(); layer++) {
      String prefix = "blk." + layer + ".";
      layers.add(new LayerWeights(attention(prefix), feedForward(prefix)));
    }
    RmsNorm norm = norm("output_norm.weight");
    // Models with tied embeddings have no tensor of this name.
    Matrix output =
        file.tensor("output.weight").isPresent()
            ? matrix("output.weight", config.vocabSize(), config.modelDim())
            : embedding;
    refuseUnused();
    return new Weights(embedding, layers, norm, output);
  }

  private AttentionWeights attention(String prefix) {
    GroupedQuery attention = Blocks.attention(config);
    int modelDim = config.modelDim();
    return new AttentionWeights(
        norm(prefix + "attn_norm.weight"),
        withBias(prefix + "attn_q", attention.queryDim(), modelDim),
        withBias(prefix + "attn_k", attention.kvDim(), modelDim),
        withBias(prefix + "attn_v", attention.kvDim(), modelDim),
        withoutBias(prefix + "attn_output", modelDim, attention.queryDim()));
  }

  private FeedForwardWeights feedForward(String prefix) {
    int modelDim = config.modelDim();
    int ffnDim = Blocks.feedForward(config).ffnDim();
    return new FeedForwardWeights(
        norm(prefix + "ffn_norm.weight"),
        withoutBias(prefix + "ffn_gate", ffnDim, modelDim),
        withoutBias(prefix + "ffn_up", ffnDim, modelDim),
        withoutBias(prefix + "ffn_down", modelDim, ffnDim));
  }

  private Projection withBias(String name, int outDim, int inDim) {
    Matrix weights = matrix(name + ".weight", outDim, inDim);
    return new Projection(weights, vector(name + ".bias", outDim));
  }

  private Projection withoutBias(String name, int outDim, int inDim) {
    return new Projection(matrix(name + ".weight", outDim, inDim), new float[0]);
  }

  private RmsNorm norm(String name) {
    return new RmsNorm(vector(name, config.modelDim()), config.norm().epsilon());
  }

  private Matrix matrix(String name, int rows, int columns) {
    TensorInfo tensor = require(name, Shape.of(rows, columns));
    return new Matrix(tensor.dtype(), rows, columns, file.data(tensor));
  }

  private float[] vector(String name, int length) {
    TensorInfo tensor = require(name, Shape.of(length));
    float[] values = new float[length];
    Matrix row = new Matrix(tensor.dtype(), 1, length, file.data(tensor));
    new ScalarKernels().expandRow(row, 0, values, 0);
    return values;
  }

  private TensorInfo require(String name, Shape expected) {
    Optional<TensorInfo> found = file.tensor(name);
    if (found.isEmpty()) {
      throw new MalformedModelException(
          Place.ofTensor(file.path(), name),
          "tensor is missing",
          "shape " + expected,
          "no tensor of this name",
          REMEDY);
    }
    TensorInfo tensor = found.get();
    if (!tensor.shape().equals(expected)) {
      throw new MalformedModelException(
          Place.at(file.path(), "tensor \"" + name + "\"", tensor.offsetBytes()),
          "tensor has the wrong shape",
          "shape " + expected,
          tensor.shape().toString(),
          REMEDY);
    }
    used.add(name);
    return tensor;
  }

  /// A tensor that the forward pass does not know would be left out of it, and the logits would be
  /// wrong without a sign.
  private void refuseUnused() {
    for (TensorInfo tensor : file.tensors().values()) {
      if (!used.contains(tensor.name())) {
        throw new MalformedModelException(
            Place.at(file.path(), "tensor \"" + tensor.name() + "\"", tensor.offsetBytes()),
            "the engine does not know this tensor of the architecture " + config.architecture(),
            "only tensors that it applies",
            "%s %s".formatted(tensor.dtype(), tensor.shape()),
            REMEDY);
      }
    }
  }
}
