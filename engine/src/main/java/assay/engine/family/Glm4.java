package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.BlockConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.Collections;
import java.util.Map;

/// GLM-4-0414: norms before and behind either half, half of each head turned, neighbours as pairs.
///
/// Source: Transformers, `modeling_glm4.py`; llama.cpp, `glm4.cpp`.
final class Glm4 implements Family {
  static final double SHARE = 0.5; // Glm4Config

  private static final Map<String, String> NORMS =
      Map.of(
          "input_layernorm", "attn_norm",
          "post_self_attn_layernorm", "post_attention_norm",
          "post_attention_layernorm", "ffn_norm",
          "post_mlp_layernorm", "post_ffw_norm");
  private static final Map<String, String> FUSED =
      Map.of("mlp.gate_up_proj", "ffn_up", "mlp.down_proj", "ffn_down");

  @Override
  public Names names() {
    return Names.of("glm4", "glm4");
  }

  static BiasRules biases(Settings settings) {
    return BiasRules.ofAttention(
        settings.presence(Key.ATTENTION_BIAS, Presence.OPTIONAL), Presence.ABSENT);
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    RopeRule rule = RopeRule.NEIGHBOURS.withShare(SHARE);
    GroupedQuery attention = sizes.attention(settings.rope(rule, sizes.headDim()));
    BlockConfig block = BlockConfig.normedAround(attention, Sizes.gated(settings));
    return Outline.of(
            this,
            settings,
            Collections.nCopies(sizes.layerCount(), block),
            Tables.join(Tables.ATTENTION, NORMS, FUSED))
        .withBiases(biases(settings))
        .withoutSpareLayers(settings);
  }
}
