package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.List;
import java.util.Map;

/// Qwen3: heads of any width, each normalised.
///
/// Source: Qwen Team, "Qwen3 Technical Report", 2025; Transformers, `modeling_qwen3.py`.
final class Qwen3 implements Family {
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.HEAD_NORMS, Tables.NORMS, Tables.GATED);

  @Override
  public Names names() {
    return Names.of("qwen3", "qwen3");
  }

  static BiasRules biases(Settings settings) {
    Presence attention = settings.presence(Key.ATTENTION_BIAS, Presence.ABSENT);
    return BiasRules.ofAttention(attention, attention);
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    GroupedQuery attention =
        sizes.attention(settings.rope(RopeRule.HALVES, sizes.headDim())).withNorm(HeadNorm.EACH);
    FeedForwardConfig gated = Sizes.gated(settings);
    List<BlockConfig> blocks =
        Windows.behindTheFirst(settings, sizes.layerCount()).stream()
            .map(window -> BlockConfig.normedBefore(attention.withWindow(window), gated))
            .toList();
    return Outline.of(this, settings, blocks, TENSORS).withBiases(biases(settings));
  }
}
