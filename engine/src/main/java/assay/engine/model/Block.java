package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.WorkerPool;
import assay.engine.model.LayerWeights.ExpertsWeights;
import assay.engine.model.LayerWeights.GatedWeights;
import assay.engine.model.LayerWeights.GroupedQueryWeights;
import assay.engine.model.LayerWeights.LatentWeights;
import assay.engine.model.LayerWeights.PlainWeights;

/// One layer, ready to run: the halves that its configuration asks for, with their weights.
///
/// @param weights of both halves and of the norms around them
record Block(LayerWeights weights, Attention attention, FeedForward feedForward) {
  /// Builds the layers of one model.
  ///
  /// @param modelDim width of the residual stream
  record Builder(int modelDim, Positions positions, Kernels kernels, WorkerPool pool) {
    Block build(int layer, BlockConfig config, LayerWeights weights) {
      return new Block(
          weights, attention(layer, config, weights), feedForward(layer, config, weights));
    }

    private Attention attention(int layer, BlockConfig config, LayerWeights weights) {
      return switch (config.attention()) {
        case GroupedQuery grouped ->
            new GroupedQueryAttention(
                layer,
                grouped,
                (GroupedQueryWeights) weights.attention(),
                positions,
                kernels,
                pool);
        case Latent latent ->
            new LatentAttention(
                layer, latent, (LatentWeights) weights.attention(), positions, kernels, pool);
      };
    }

    private FeedForward feedForward(int layer, BlockConfig config, LayerWeights weights) {
      return switch (config.feedForward()) {
        case Gated gated ->
            new GatedFeedForward(gated, (GatedWeights) weights.feedForward(), kernels, pool);
        case Plain plain ->
            new PlainFeedForward(plain, (PlainWeights) weights.feedForward(), kernels, pool);
        case Experts experts ->
            new MixtureOfExperts(
                layer, experts, (ExpertsWeights) weights.feedForward(), modelDim, kernels, pool);
      };
    }
  }
}
