package assay.engine.model;

import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.BlockConfig;
import assay.engine.config.BlockConfig.NormPlacement;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.config.ModelConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.Operand;
import assay.engine.model.LayerWeights.AttentionWeights;
import assay.engine.model.LayerWeights.FeedForwardWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds a model's tensors in its file, and requires that each has the shape that the config gives
/// and that none is left over.
final class WeightLoader {
  private final Tensors tensors;
  private final ModelConfig config;
  private final OperatorLoader operators;

  /// @param packing brings a matrix into the form that it is multiplied in
  WeightLoader(WeightFile file, ModelConfig config, Function<Matrix, Operand> packing) {
    this.config = config;
    tensors = new Tensors(file, config.layout().settings(), packing);
    operators = new OperatorLoader(tensors, config);
  }

  Weights load() {
    int modelDim = config.modelDim();
    int vocabSize = config.vocabSize();
    BiasRules biases = config.layout().biases();
    Matrix embedding = tensors.matrix("token_embd.weight", vocabSize, modelDim);
    Optional<Norm> embeddingNorm =
        config.vocabulary().embeddingNorm()
            ? Optional.of(operators.norm("token_embd_norm", modelDim))
            : Optional.empty();
    List<LayerWeights> layers = new ArrayList<>();
    for (int layer = 0; layer < config.layerCount(); layer++) {
      layers.add(layer(config.blocks().get(layer), "blk." + layer + "."));
    }
    Norm norm = operators.norm("output_norm", modelDim);
    // Models with tied embeddings have no tensor of this name.
    Matrix output =
        tensors.has("output.weight")
            ? tensors.matrix("output.weight", vocabSize, modelDim)
            : embedding;
    float[] bias = operators.bias("output", vocabSize, biases.output());
    tensors.refuseUnused(config.architecture());
    return new Weights(
        embedding, embeddingNorm, layers, norm, tensors.projection(List.of(output), bias));
  }

  private LayerWeights layer(BlockConfig block, String prefix) {
    boolean before = block.norms() != NormPlacement.AFTER;
    boolean after = block.norms() != NormPlacement.BEFORE;
    return new LayerWeights(
        norm(before, prefix + "attn_norm"),
        attention(block, prefix),
        norm(after, prefix + "post_attention_norm"),
        norm(before, prefix + innerNorm(prefix, after)),
        feedForward(block, prefix),
        norm(after, prefix + "post_ffw_norm"));
  }

  private Optional<Norm> norm(boolean there, String name) {
    return there ? Optional.of(operators.norm(name, config.modelDim())) : Optional.empty();
  }

  /// Some families call the norm between the halves after the one before it.
  private String innerNorm(String prefix, boolean after) {
    boolean named = after || tensors.has(prefix + "ffn_norm.weight");
    return named ? "ffn_norm" : "post_attention_norm";
  }

  private AttentionWeights attention(BlockConfig block, String prefix) {
    AttentionLoader loader = new AttentionLoader(tensors, operators, config, prefix);
    return switch (block.attention()) {
      case GroupedQuery grouped -> loader.grouped(grouped);
      case Latent latent -> loader.latent(latent);
      case GatedDelta delta ->
          new GatedDeltaLoader(tensors, operators, config, prefix).load(delta.shape());
    };
  }

  private FeedForwardWeights feedForward(BlockConfig block, String prefix) {
    FeedForwardLoader loader = new FeedForwardLoader(tensors, operators, config, prefix);
    return switch (block.feedForward()) {
      case Gated gated -> loader.gated("", gated.ffnDim());
      case Plain plain -> loader.plain(plain.ffnDim());
      case Experts experts -> loader.experts(experts);
    };
  }
}
