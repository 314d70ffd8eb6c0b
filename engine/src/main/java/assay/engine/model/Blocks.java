package assay.engine.model;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.ModelConfig;

/// The blocks of a model whose layers are all alike: grouped-query attention and a gated block.
final class Blocks {
  private Blocks() {}

  static GroupedQuery attention(ModelConfig config) {
    return (GroupedQuery) config.blocks().getFirst().attention();
  }

  static Gated feedForward(ModelConfig config) {
    return (Gated) config.blocks().getFirst().feedForward();
  }
}
