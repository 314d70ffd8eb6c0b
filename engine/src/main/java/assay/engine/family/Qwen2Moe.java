package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.FeedForwardConfig.SharedExpert;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Qwen1.5-MoE and Qwen2-57B-A14B: experts, and a shared one weighed by a sigmoid.
///
/// Source: Qwen Team, "Qwen2 Technical Report", 2024; Transformers, `modeling_qwen2_moe.py`.
final class Qwen2Moe implements Family {
  private static final Key SHARED_DIM =
      Key.of("expert_shared_feed_forward_length", "shared_expert_intermediate_size");
  private static final Map<String, String> TENSORS =
      Tables.join(
          Tables.ATTENTION, Tables.NORMS, Tables.GATED, Tables.EXPERTS, Tables.SHARED_EXPERT);

  @Override
  public Names names() {
    return Names.of("qwen2moe", "qwen2_moe");
  }

  /// Reads the expert that all tokens pass, as later families have it too.
  static SharedExpert shared(Settings settings) {
    return new SharedExpert(settings.positive(SHARED_DIM, settings.positive(Key.FFN_DIM)), true);
  }

  @Override
  public Outline outline(Settings settings) {
    settings.only(Key.inCheckpoint("qkv_bias"), true);
    Sizes sizes = Sizes.read(settings);
    int layers = sizes.layerCount();
    GroupedQuery attention = sizes.attention(settings.rope(RopeRule.HALVES, sizes.headDim()));
    List<OptionalInt> windows = Windows.named(settings, layers);
    List<FeedForwardConfig> inner =
        Routers.qwen(settings, layers, false, Optional.of(shared(settings)));
    List<BlockConfig> blocks =
        IntStream.range(0, layers)
            .mapToObj(
                i -> BlockConfig.normedBefore(attention.withWindow(windows.get(i)), inner.get(i)))
            .toList();
    return Outline.of(this, settings, blocks, TENSORS).withBiases(Qwen2.BIASES);
  }
}
