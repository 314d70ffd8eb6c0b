package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.PositionScheme;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// SmolLM3: every fourth layer does not rotate.
///
/// Source: Hugging Face, "SmolLM3", 2025; Yang et al., "RoPE to NoPE and Back Again", 2025;
/// Transformers, `modeling_smollm3.py`.
final class SmolLm3 implements Family {
  private static final double BASE = 2_000_000; // SmolLM3Config
  private static final int INTERVAL = 4; // of layers that do not rotate, as all files have it
  private static final Key ROTATING = Key.inCheckpoint("no_rope_layers"); // 1 where they do
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.NORMS, Tables.GATED);

  @Override
  public Names names() {
    return Names.of("smollm3", "smollm3");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.only(Key.inCheckpoint("use_sliding_window"), false);
    settings.ignoreMembers(Set.of("sliding_window", "layer_types", "no_rope_layer_interval"));
    Sizes sizes = Sizes.read(settings);
    int layers = sizes.layerCount();
    GroupedQuery rotating =
        sizes.attention(settings.rope(RopeRule.REARRANGED.withBase(BASE), sizes.headDim()));
    GroupedQuery still = rotating.withPosition(new PositionScheme.None());
    FeedForwardConfig gated = Sizes.gated(settings);
    List<Long> stored = settings.integers(ROTATING);
    if (!stored.isEmpty() && stored.size() < layers) {
      throw settings.outOfRange(ROTATING, layers + " numbers, one for each layer");
    }
    List<BlockConfig> blocks =
        IntStream.range(0, layers)
            .mapToObj(i -> stored.isEmpty() ? (i + 1) % INTERVAL != 0 : stored.get(i) != 0)
            .map(rotates -> BlockConfig.normedBefore(rotates ? rotating : still, gated))
            .toList();
    Presence attention = settings.presence(Key.ATTENTION_BIAS, Presence.OPTIONAL);
    Presence inner = settings.presence(Key.MLP_BIAS, Presence.OPTIONAL);
    return Outline.of(this, settings, blocks, TENSORS)
        .withBiases(new BiasRules(attention, attention, inner, Presence.ABSENT, Presence.ABSENT))
        .tiedUnlessSaid(settings);
  }
}
