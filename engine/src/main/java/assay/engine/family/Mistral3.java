package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.AttentionConfig.Temperature;
import assay.engine.config.BlockConfig;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;

/// Ministral 3: YaRN, and scores that grow with the position.
///
/// Source: Mistral AI, "Ministral 3", 2025; Transformers, `modeling_ministral3.py`; llama.cpp,
/// `mistral3.cpp`.
final class Mistral3 implements Family {
  private static final Key STORED = Key.inGguf("attention.temperature_scale");
  private static final Key NAMED = Key.inCheckpoint("llama_4_scaling_beta");

  /// The rate is read here, and the context is said outside too.
  private static final RopeRule RULE =
      RopeRule.REARRANGED.besides("llama_4_scaling_beta", "max_position_embeddings");

  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.NORMS, Tables.GATED);

  @Override
  public Names names() {
    return Names.of("mistral3", "ministral3");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.only(Key.EXPERTS, 0);
    Sizes sizes = Sizes.read(settings);
    Rotary rotary = settings.rope(RULE, sizes.headDim());
    GroupedQuery attention =
        sizes
            .attention(rotary)
            .withScores(scores(settings, rotary, sizes.headDim()))
            .withWindow(settings.window());
    BlockConfig block = BlockConfig.normedBefore(attention, Sizes.gated(settings));
    Presence biases = settings.isGguf() ? Presence.OPTIONAL : Presence.ABSENT;
    return Outline.of(this, settings, Collections.nCopies(sizes.layerCount(), block), TENSORS)
        .withBiases(new BiasRules(biases, biases, biases, Presence.ABSENT, Presence.ABSENT));
  }

  private static ScoreConfig scores(Settings settings, Rotary rotary, int headDim) {
    ScoreConfig usual = ScoreConfig.ofWidth(headDim);
    OptionalDouble rate =
        switch (settings) {
          case GgufSettings gguf -> gguf.number(STORED);
          case JsonSettings config ->
              config
                  .child("rope_parameters")
                  .map(rope -> rope.number(NAMED))
                  .orElse(OptionalDouble.empty());
        };
    return rate.isPresent() && rate.getAsDouble() != 0 && rotary.scaling() instanceof Yarn yarn
        ? usual.withTemperature(new Temperature(rate.getAsDouble(), yarn.originalContext(), 0))
        : usual;
  }
}
