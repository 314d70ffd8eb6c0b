package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.BlockConfig;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/// Phi-3, Phi-3.5 and Phi-4: fused tensors, longrope, a window, perhaps a part of each head turned.
///
/// Source: Microsoft, "Phi-3 Technical Report", 2024; Transformers, `modeling_phi3.py`.
final class Phi3 implements Family {
  /// Said by the scaling that uses it, and Phi-4-mini's own, which nothing reads.
  private static final Set<String> SILENT =
      Set.of("original_max_position_embeddings", "full_attn_mod", "interpolate_factor");

  private static final Map<String, String> FUSED =
      Map.of(
          "self_attn.qkv_proj", "attn_qkv",
          "self_attn.o_proj", "attn_output",
          "mlp.gate_up_proj", "ffn_up",
          "mlp.down_proj", "ffn_down");

  @Override
  public Names names() {
    return Names.of("phi3", "phi3");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.ignoreMembers(SILENT);
    settings.only(Key.ATTENTION_BIAS, false);
    settings.only(Key.MLP_BIAS, false);
    settings.only(Key.OUTPUT_BIAS, false);
    Sizes sizes = Sizes.read(settings);
    GroupedQuery attention =
        sizes
            .attention(settings.rope(RopeRule.HALVES.withShare(1), sizes.headDim()))
            .withWindow(settings.window());
    BlockConfig block = BlockConfig.normedBefore(attention, Sizes.gated(settings));
    return Outline.of(
        this,
        settings,
        Collections.nCopies(sizes.layerCount(), block),
        Tables.join(FUSED, Tables.NORMS));
  }
}
