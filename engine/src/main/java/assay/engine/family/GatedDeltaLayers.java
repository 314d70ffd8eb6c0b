package assay.engine.family;

import assay.engine.config.AttentionConfig;
import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.BlockConfig;
import assay.engine.config.DeltaShape;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.WeightLayout.FusedQkv;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What the Qwen families with gated delta networks have in common: three layers of them and one of
/// attention with gates in turn, a quarter of each head rotated, and gains of norms without their 1
/// in checkpoints.
final class GatedDeltaLayers {
  private static final Key TAPS = Key.of("ssm.conv_kernel", "linear_conv_kernel_dim");
  private static final Key KEY_DIM = Key.of("ssm.state_size", "linear_key_head_dim");
  private static final Key KEY_HEADS = Key.of("ssm.group_count", "linear_num_key_heads");
  private static final Key VALUE_HEADS = Key.of("ssm.time_step_rank", "linear_num_value_heads");
  private static final Key VALUE_DIM = Key.inCheckpoint("linear_value_head_dim");
  private static final Key VALUES_DIM = Key.inGguf("ssm.inner_size");
  private static final Key INTERVAL = Key.of("full_attention_interval", "full_attention_interval");
  private static final Key RECURRENT = Key.inGguf("attention.recurrent_layers");
  private static final int USUAL_INTERVAL = 4;
  private static final double SHARE = 0.25;

  /// Rotations in space are those of positions for text.
  private static final RopeRule RULE =
      RopeRule.HALVES.withShare(SHARE).besides("mrope_interleaved", "mrope_section");

  /// Members about layers that predict several tokens, and what the architecture has anyhow.
  private static final Set<String> SILENT =
      Set.of(
          "attn_output_gate",
          "mamba_ssm_dtype",
          "mlp_only_layers",
          "mtp_num_hidden_layers",
          "mtp_use_dedicated_embeddings",
          "partial_rotary_factor");

  private static final Map<String, String> LINEAR =
      Map.of(
          "linear_attn.in_proj_qkvz", "ssm_in",
          "linear_attn.in_proj_ba", "ssm_ba",
          "linear_attn.in_proj_qkv", "attn_qkv",
          "linear_attn.in_proj_z", "attn_gate",
          "linear_attn.in_proj_b", "ssm_beta",
          "linear_attn.in_proj_a", "ssm_alpha",
          "linear_attn.conv1d", "ssm_conv1d",
          "linear_attn.norm", "ssm_norm",
          "linear_attn.out_proj", "ssm_out");
  private static final Map<String, String> SMALL =
      Map.of("linear_attn.A_log", "ssm_a_log", "linear_attn.dt_bias", "ssm_dt.bias");

  private GatedDeltaLayers() {}

  /// Returns a model with such layers.
  ///
  /// @param tiled whether GGUF files order value heads so that neighbours have different keys
  /// @param inner the feed-forward block of each layer
  /// @param tensors of these
  static Outline outline(
      Family family,
      Settings settings,
      boolean tiled,
      List<FeedForwardConfig> inner,
      Map<String, String> tensors) {
    Sizes sizes = Sizes.read(settings);
    int layers = inner.size();
    AttentionConfig full =
        sizes.attention(settings.rope(RULE, sizes.headDim())).withNorm(HeadNorm.EACH).withGates();
    AttentionConfig linear = new GatedDelta(shape(settings, tiled && settings.isGguf()));
    List<Boolean> recurrent = recurrent(settings, layers);
    List<BlockConfig> blocks =
        IntStream.range(0, layers)
            .mapToObj(i -> BlockConfig.normedBefore(recurrent.get(i) ? linear : full, inner.get(i)))
            .toList();
    settings.ignoreMembers(SILENT);
    settings.ignore(Key.inGguf("rope.dimension_sections"));
    Map<String, String> all =
        Tables.join(Tables.ATTENTION, Tables.HEAD_NORMS, Tables.NORMS, LINEAR, SMALL, tensors);
    return Outline.of(family, settings, blocks, all)
        .withBiases(Qwen3.biases(settings))
        .withLayoutOfCheckpoints(settings, FusedQkv.CONCATENATED, 1);
  }

  private static DeltaShape shape(Settings settings, boolean tiled) {
    int keyHeads = settings.positive(KEY_HEADS);
    int valueHeads = settings.positive(VALUE_HEADS);
    if (valueHeads % keyHeads != 0) {
      throw settings.outOfRange(VALUE_HEADS, "a multiple of " + keyHeads);
    }
    int valueDim;
    if (settings.isGguf()) {
      int all = settings.positive(VALUES_DIM);
      if (all % valueHeads != 0) {
        throw settings.outOfRange(VALUES_DIM, "a multiple of " + valueHeads);
      }
      valueDim = all / valueHeads;
    } else {
      valueDim = settings.positive(VALUE_DIM);
    }
    int keyDim = settings.positive(KEY_DIM);
    if ((long) valueHeads * valueDim * keyDim > Integer.MAX_VALUE
        || (long) keyHeads * keyDim > Integer.MAX_VALUE / 4) {
      throw settings.outOfRange(KEY_DIM, "heads whose states fit an array");
    }
    return new DeltaShape(keyHeads, valueHeads, keyDim, valueDim, settings.positive(TAPS), tiled);
  }

  private static List<Boolean> recurrent(Settings settings, int layers) {
    int interval = settings.optional(INTERVAL).orElse(USUAL_INTERVAL);
    Optional<List<Boolean>> named =
        settings
            .names(Key.LAYER_TYPES, List.of("full_attention", "linear_attention"))
            .map(types -> types.stream().map("linear_attention"::equals).toList());
    List<Boolean> stored = settings.flags(RECURRENT);
    List<Boolean> usual =
        IntStream.range(0, layers).mapToObj(layer -> (layer + 1) % interval != 0).toList();
    List<Boolean> found = named.orElse(stored.isEmpty() ? usual : stored);
    if (found.size() < layers) {
      throw settings.outOfRange(
          settings.isGguf() ? RECURRENT : Key.LAYER_TYPES, layers + " kinds, one for each layer");
    }
    return found;
  }
}
