package assay.engine.model;

import assay.engine.cache.PageFormat;
import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.model.LayerWeights.ExpertsWeights;
import assay.engine.model.LayerWeights.GatedDeltaWeights;
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
  record Builder(int modelDim, Positions positions, PageFormat format) {
    Block build(int layer, BlockConfig config, LayerWeights weights) {
      return new Block(
          weights, attention(layer, config, weights), feedForward(layer, config, weights));
    }

    private Attention attention(int layer, BlockConfig config, LayerWeights weights) {
      LayerEntries entries = new LayerEntries(format.keys(layer), format.values(layer));
      return switch (config.attention()) {
        case GroupedQuery grouped ->
            new GroupedQueryAttention(
                grouped, (GroupedQueryWeights) weights.attention(), positions, entries);
        case Latent latent ->
            new LatentAttention(latent, (LatentWeights) weights.attention(), positions, entries);
        case GatedDelta delta ->
            new GatedDeltaNet(
                delta.shape(), (GatedDeltaWeights) weights.attention(), format.stateOffset(layer));
      };
    }

    private FeedForward feedForward(int layer, BlockConfig config, LayerWeights weights) {
      return switch (config.feedForward()) {
        case Gated gated -> new GatedFeedForward(gated, (GatedWeights) weights.feedForward());
        case Plain plain -> new PlainFeedForward(plain, (PlainWeights) weights.feedForward());
        case Experts experts ->
            new MixtureOfExperts(layer, experts, (ExpertsWeights) weights.feedForward(), modelDim);
      };
    }
  }
}
