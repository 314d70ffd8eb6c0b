package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.AttentionConfig.Temperature;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.FeedForwardConfig.SharedExpert;
import assay.engine.config.PositionScheme;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.config.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/// Llama 4 (text): layers that see their piece of the sequence alone, and every fourth one that
/// sees all, does not rotate, and whose scores grow with the position; one expert for each token,
/// whose input is weighed by a sigmoid, beside a shared one.
///
/// Source: Meta, "Llama 4", 2025; Transformers, `modeling_llama4.py`; llama.cpp, `llama4.cpp`,
/// which has the sizes of chunks and steps that the published models have.
final class Llama4 implements Family {
  private static final int CHUNK = 8192; // of GGUF files, and Llama4TextConfig
  private static final double RATE = 0.1;
  private static final int INTERVAL = 4; // of layers that do not rotate
  private static final int WITHOUT_NORMS =
      128; // experts of Maverick, whose GGUF files do not say it
  private static final double BASE = 500_000; // Llama4TextConfig
  private static final Key CHUNKS = Key.inCheckpoint("attention_chunk_size");
  private static final Key ROTATING = Key.inCheckpoint("no_rope_layers"); // 1 where they do
  private static final Key STEP = Key.of("interleave_moe_layer_step", "interleave_moe_layer_step");
  private static final Key SPARSE = Key.inCheckpoint("moe_layers");
  private static final Key DENSE_DIM = Key.of("feed_forward_length", "intermediate_size_mlp");
  private static final Key EXPERT_DIM = Key.of("expert_feed_forward_length", "intermediate_size");
  private static final Map<String, String> TENSORS =
      Tables.join(
          Tables.ATTENTION,
          Tables.NORMS,
          Map.of(
              "feed_forward.gate_proj", "ffn_gate",
              "feed_forward.up_proj", "ffn_up",
              "feed_forward.down_proj", "ffn_down",
              "feed_forward.router", "ffn_gate_inp",
              "feed_forward.experts.gate_up_proj", "ffn_gate_up_exps.transposed",
              "feed_forward.experts.down_proj", "ffn_down_exps.transposed",
              "feed_forward.shared_expert.gate_proj", "ffn_gate_shexp",
              "feed_forward.shared_expert.up_proj", "ffn_up_shexp",
              "feed_forward.shared_expert.down_proj", "ffn_down_shexp"));

  @Override
  public Names names() {
    return Names.of("llama4", "llama4_text");
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    int layers = sizes.layerCount();
    GroupedQuery rotating = rotating(settings, sizes);
    GroupedQuery still = still(settings, rotating);
    List<Boolean> rotates = rotates(settings, layers);
    List<FeedForwardConfig> inner = feedForward(settings, layers);
    List<BlockConfig> blocks =
        IntStream.range(0, layers)
            .mapToObj(
                i -> BlockConfig.normedBefore(rotates.get(i) ? rotating : still, inner.get(i)))
            .toList();
    Presence bias = settings.presence(Key.ATTENTION_BIAS, Presence.ABSENT);
    return Outline.of(this, settings, blocks, TENSORS)
        .withBiases(BiasRules.ofAttention(bias, bias));
  }

  private static GroupedQuery rotating(Settings settings, Sizes sizes) {
    RopeRule rule = RopeRule.NEIGHBOURS.withBase(BASE).withDivisors();
    boolean normed =
        settings.isGguf()
            ? settings.positive(Key.EXPERTS) != WITHOUT_NORMS
            : settings.flag(Key.inCheckpoint("use_qk_norm"), true);
    OptionalInt chunk =
        settings.isGguf() || !settings.names(CHUNKS)
            ? OptionalInt.of(CHUNK)
            : settings.optional(CHUNKS); // `null` for none
    settings.only(Key.inGguf("attention.sliding_window"), CHUNK);
    return sizes
        .attention(settings.rope(rule, sizes.headDim()))
        .withNorm(normed ? HeadNorm.EACH_ALIKE : HeadNorm.NONE)
        .withWindow(
            chunk.isPresent() ? Optional.of(Window.chunks(chunk.getAsInt())) : Optional.empty());
  }

  private static GroupedQuery still(Settings settings, GroupedQuery rotating) {
    GroupedQuery still =
        rotating
            .withPosition(new PositionScheme.None())
            .withNorm(HeadNorm.NONE)
            .withWindow(Optional.empty());
    double rate = settings.number(Key.inCheckpoint("attn_scale")).orElse(RATE);
    int span = settings.optional(Key.inCheckpoint("floor_scale")).orElse(CHUNK);
    return settings.flag(Key.inCheckpoint("attn_temperature_tuning"), true)
        ? still.withScores(still.scores().withTemperature(new Temperature(rate, span, 1)))
        : still;
  }

  private static List<Boolean> rotates(Settings settings, int layers) {
    List<Long> stored = settings.integers(ROTATING);
    settings.ignoreMembers(Set.of("no_rope_layer_interval"));
    if (!stored.isEmpty() && stored.size() < layers) {
      throw settings.outOfRange(ROTATING, layers + " numbers, one for each layer");
    }
    List<Boolean> rotates =
        IntStream.range(0, layers)
            .mapToObj(i -> stored.isEmpty() ? (i + 1) % INTERVAL != 0 : stored.get(i) != 0)
            .toList();
    boolean cut =
        settings.isGguf() || !settings.names(CHUNKS) || settings.optional(CHUNKS).isPresent();
    List<String> expected =
        rotates.stream().map(each -> each && cut ? "chunked_attention" : "full_attention").toList();
    Optional<List<String>> named =
        settings.names(Key.LAYER_TYPES, List.of("chunked_attention", "full_attention"));
    if (named.isPresent() && !named.get().equals(expected)) {
      throw settings.notRun(Key.LAYER_TYPES, "chunks in the layers that rotate, and only there");
    }
    return rotates;
  }

  private static List<FeedForwardConfig> feedForward(Settings settings, int layers) {
    settings.ignoreMembers(Set.of("router_jitter_noise")); // in training alone
    int width = settings.positive(EXPERT_DIM);
    Gated dense =
        new Gated(settings.positive(DENSE_DIM, width), Sizes.gated(settings).activation());
    Experts experts =
        new Experts(
            Routers.plain(settings, Scoring.SIGMOID, false),
            width,
            dense.activation(),
            Optional.of(new SharedExpert(width, false)),
            true);
    int step = settings.optional(STEP).orElse(1);
    Set<Long> named = new HashSet<>(settings.integers(SPARSE));
    return IntStream.range(0, layers)
        .<FeedForwardConfig>mapToObj(
            i ->
                (named.isEmpty() ? (i + 1) % step == 0 : named.contains((long) i))
                    ? experts
                    : dense)
        .toList();
  }
}
