package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.config.RopeScaling.YarnRamp;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// gpt-oss, from GGUF files: attention sinks, a window in every second layer, experts with biases
/// and a clamped gate, YaRN whose ramp begins and ends between pairs.
///
/// Checkpoints hold each expert's matrices transposed, which the engine does not read.
///
/// Source: OpenAI, "gpt-oss", 2025, `model.py`; Transformers, `modeling_gpt_oss.py`; llama.cpp,
/// `openai-moe.cpp`, which rounds the ends of the ramp.
final class GptOss implements Family {
  private static final BiasRules BIASES =
      new BiasRules(
          Presence.REQUIRED,
          Presence.REQUIRED,
          Presence.REQUIRED,
          Presence.ABSENT,
          Presence.ABSENT);

  @Override
  public Names names() {
    return Names.of("gpt-oss");
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    GroupedQuery far =
        sizes
            .attention(exactRamp(settings.rope(RopeRule.HALVES, sizes.headDim())))
            .withScores(ScoreConfig.ofWidth(sizes.headDim()).withSinks());
    GroupedQuery near = far.withWindow(OptionalInt.of(settings.positive(Key.WINDOW)));
    settings.ignore(Key.FFN_DIM); // of a layer without experts, which there is none
    // A softmax over the picked alone is one over all, divided by the sum of the picked.
    Experts experts =
        new Experts(
            Routers.plain(settings, Scoring.SOFTMAX, true),
            settings.positive(Key.EXPERT_DIM),
            Activation.CLAMPED_SWIGLU,
            Optional.empty());
    List<BlockConfig> blocks =
        Windows.layers(settings, sizes.layerCount(), layer -> layer % 2 == 0).stream()
            .map(windowed -> BlockConfig.normedBefore(windowed ? near : far, experts))
            .toList();
    return Outline.of(this, settings, blocks, Map.of()).withBiases(BIASES);
  }

  private static Rotary exactRamp(Rotary rotary) {
    if (!(rotary.scaling() instanceof Yarn yarn)) {
      return rotary;
    }
    YarnRamp ramp = new YarnRamp(yarn.ramp().fastTurns(), yarn.ramp().slowTurns(), false);
    return rotary.withScaling(
        new Yarn(
            yarn.factor(), yarn.originalContext(), ramp, yarn.magnitude(), yarn.scoreFactor()));
  }
}
