package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.BlockConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Qwen3 with experts.
///
/// Source: Qwen Team, "Qwen3 Technical Report", 2025; Transformers, `modeling_qwen3_moe.py`.
final class Qwen3Moe implements Family {
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.HEAD_NORMS, Tables.NORMS, Tables.GATED, Tables.EXPERTS);

  @Override
  public Names names() {
    return Names.of("qwen3moe", "qwen3_moe");
  }

  @Override
  public Outline outline(Settings settings) {
    // Some converters write it. The architecture has no shared expert, llama.cpp does not read the
    // key either, and tensors of such an expert are refused as unknown.
    settings.ignore(Key.inGguf("expert_shared_feed_forward_length"));
    Sizes sizes = Sizes.read(settings);
    GroupedQuery attention =
        sizes
            .attention(settings.rope(RopeRule.HALVES, sizes.headDim()))
            .withNorm(HeadNorm.EACH)
            .withWindow(Windows.everywhere(settings));
    List<BlockConfig> blocks =
        Routers.qwen(settings, sizes.layerCount(), settings.isGguf(), Optional.empty()).stream()
            .map(inner -> BlockConfig.normedBefore(attention, inner))
            .toList();
    return Outline.of(this, settings, blocks, TENSORS).withBiases(Qwen3.biases(settings));
  }
}
