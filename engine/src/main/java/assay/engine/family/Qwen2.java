package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.List;

/// Qwen1.5, Qwen2 and Qwen2.5: grouped heads with biases on queries, keys and values.
///
/// Source: Qwen Team, "Qwen2 Technical Report", 2024; Transformers, `modeling_qwen2.py`.
final class Qwen2 implements Family {
  static final BiasRules BIASES = BiasRules.ofAttention(Presence.REQUIRED, Presence.ABSENT);

  @Override
  public Names names() {
    return Names.of("qwen2", "qwen2");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.only(Key.inCheckpoint("use_mrope"), false);
    Sizes sizes = Sizes.read(settings);
    GroupedQuery attention = sizes.attention(settings.rope(RopeRule.HALVES, sizes.headDim()));
    FeedForwardConfig gated = Sizes.gated(settings);
    List<BlockConfig> blocks =
        Windows.behindTheFirst(settings, sizes.layerCount()).stream()
            .map(window -> BlockConfig.normedBefore(attention.withWindow(window), gated))
            .toList();
    return Outline.of(
            this, settings, blocks, Tables.join(Tables.ATTENTION, Tables.NORMS, Tables.GATED))
        .withBiases(BIASES);
  }
}
