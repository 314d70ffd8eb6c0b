package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// OLMo 2 and 3: norms behind either half alone, and of all query and all key heads together; OLMo
/// 3 has windows in three of four layers, where rotations are not scaled.
///
/// Source: Ai2, "2 OLMo 2 Furious", 2025; "Olmo 3", 2025; Transformers, `modeling_olmo2.py` and
/// `modeling_olmo3.py`; llama.cpp, `olmo2.cpp`.
final class Olmo2 implements Family {
  private static final int PATTERN = 4;
  private static final int WINDOW = 4096; // Olmo3Config
  private static final double OLMO3_BASE = 500_000; // Olmo3Config
  private static final Key WINDOW_ROPE = Key.of("rope.freq_base_swa", "rope_parameters");
  private static final Key STORED_PATTERN = Key.inGguf("attention.sliding_window_pattern");
  private static final Map<String, String> NORMS =
      Map.of(
          "post_attention_layernorm", "post_attention_norm",
          "post_feedforward_layernorm", "post_ffw_norm");
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.HEAD_NORMS, NORMS, Tables.GATED);

  @Override
  public Names names() {
    return Names.of("olmo2", "olmo2", "olmo3");
  }

  @Override
  public Outline outline(Settings settings) {
    boolean third = settings.text(Key.MODEL_TYPE).orElse("").equals("olmo3");
    Sizes sizes = Sizes.read(settings);
    RopeRule rule = third ? RopeRule.HALVES.withBase(OLMO3_BASE) : RopeRule.HALVES;
    Rotary rotary = settings.rope(rule, sizes.headDim());
    GroupedQuery far = sizes.attention(rotary).withNorm(HeadNorm.ALL);
    OptionalInt window = third || settings.isGguf() ? window(settings) : OptionalInt.empty();
    GroupedQuery near =
        window.isEmpty()
            ? far
            : far.withPosition(near(settings, rule, rotary, sizes)).withWindow(window);
    FeedForwardConfig gated = Sizes.gated(settings);
    List<Boolean> stored = settings.flags(STORED_PATTERN);
    List<BlockConfig> blocks =
        Windows.layers(
                settings,
                sizes.layerCount(),
                layer -> layer < stored.size() ? stored.get(layer) : (layer + 1) % PATTERN != 0)
            .stream()
            .map(windowed -> BlockConfig.normedBehind(windowed ? near : far, gated))
            .toList();
    return Outline.of(this, settings, blocks, TENSORS).withBiases(Qwen3.biases(settings));
  }

  private static OptionalInt window(Settings settings) {
    return settings.isGguf() || settings.names(Key.WINDOW)
        ? settings.window()
        : OptionalInt.of(WINDOW);
  }

  private static Rotary near(Settings settings, RopeRule rule, Rotary far, Sizes sizes) {
    return settings.names(WINDOW_ROPE)
        ? settings.windowRope(rule, sizes.headDim())
        : far.withScaling(new RopeScaling.None());
  }
}
