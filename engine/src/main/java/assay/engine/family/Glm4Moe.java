package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.FeedForwardConfig.Gated;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// GLM-4.5 and its Air: experts picked by a sigmoid with bias behind a few dense layers, half of
/// each head turned.
///
/// Source: Zhipu AI, "GLM-4.5", 2025; Transformers, `modeling_glm4_moe.py`; llama.cpp,
/// `glm4-moe.cpp`.
final class Glm4Moe implements Family {
  private static final Key HEAD_NORMS = Key.inCheckpoint("use_qk_norm");
  private static final Map<String, String> TENSORS =
      Tables.join(
          Tables.ATTENTION,
          Tables.HEAD_NORMS,
          Tables.NORMS,
          Tables.GATED,
          Tables.EXPERTS,
          Tables.SHARED_EXPERTS);

  @Override
  public Names names() {
    return Names.of("glm4moe", "glm4_moe");
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    boolean normed =
        settings.isGguf()
            ? settings.hasTensor(".attn_q_norm.weight")
            : settings.flag(HEAD_NORMS, false);
    GroupedQuery attention =
        sizes
            .attention(settings.rope(RopeRule.HALVES.withShare(Glm4.SHARE), sizes.headDim()))
            .withNorm(normed ? HeadNorm.EACH : HeadNorm.NONE);
    Gated gated = Sizes.gated(settings);
    FeedForwardConfig experts = Deepseek.experts(settings, gated, DeepseekRouter.sigmoid(settings));
    int dense = settings.count(Deepseek.DENSE_LAYERS).orElse(settings.isGguf() ? 0 : 1);
    List<BlockConfig> blocks =
        IntStream.range(0, sizes.layerCount())
            .<FeedForwardConfig>mapToObj(layer -> layer < dense ? gated : experts)
            .map(inner -> BlockConfig.normedBefore(attention, inner))
            .toList();
    return Outline.of(this, settings, blocks, TENSORS)
        .withBiases(Glm4.biases(settings))
        .withoutSpareLayers(settings);
  }
}
