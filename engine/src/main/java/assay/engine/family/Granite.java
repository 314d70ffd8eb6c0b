package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.VocabularyConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;

/// Granite 3 and 4, dense: embeddings, scores, branches and logits are scaled by numbers of the
/// file's.
///
/// Source: IBM, "Granite 3.0 Language Models", 2024; Transformers, `modeling_granite.py`;
/// llama.cpp, `granite.cpp`.
final class Granite implements Family {
  private static final Key EMBEDDING = Key.of("embedding_scale", "embedding_multiplier");
  private static final Key SCORES = Key.of("attention.scale", "attention_multiplier");
  private static final Key BRANCH = Key.of("residual_scale", "residual_multiplier");
  private static final Key LOGITS = Key.of("logit_scale", "logits_scaling"); // a divisor
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.NORMS, Tables.GATED);

  @Override
  public Names names() {
    return Names.of("granite", "granite");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.only(Key.EXPERTS, 0);
    return outline(this, settings, Sizes.gated(settings), TENSORS);
  }

  /// Returns a model with these feed-forward blocks.
  static Outline outline(
      Family family, Settings settings, FeedForwardConfig inner, Map<String, String> tensors) {
    Sizes sizes = Sizes.read(settings);
    GroupedQuery usual = sizes.attention(settings.rope(RopeRule.REARRANGED, sizes.headDim()));
    OptionalDouble scale = settings.above0(SCORES);
    GroupedQuery attention =
        scale.isPresent() || !settings.isGguf()
            ? usual.withScores(ScoreConfig.of((float) scale.orElse(1)))
            : usual;
    BlockConfig block =
        BlockConfig.normedBefore(attention, inner).withBranchScale(number(settings, BRANCH));
    float embedding = number(settings, EMBEDDING);
    float logits = 1 / number(settings, LOGITS);
    Presence bias = settings.presence(Key.ATTENTION_BIAS, Presence.OPTIONAL);
    Presence innerBias = settings.presence(Key.MLP_BIAS, Presence.OPTIONAL);
    return Outline.of(family, settings, Collections.nCopies(sizes.layerCount(), block), tensors)
        .withVocabulary(
            new VocabularyConfig(
                settings.vocabSize(), embedding, false, logits, OptionalDouble.empty()))
        .withBiases(new BiasRules(bias, bias, innerBias, Presence.ABSENT, Presence.ABSENT));
  }

  private static float number(Settings settings, Key key) {
    return (float) settings.above0(key).orElse(1);
  }
}
