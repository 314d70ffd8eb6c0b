package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.BlockConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/// Seed-OSS: grouped heads with biases on queries, keys and values.
///
/// Source: Transformers, `modeling_seed_oss.py`; llama.cpp, `seed-oss.cpp`.
final class SeedOss implements Family {
  private static final Key OUT_BIAS = Key.inCheckpoint("attention_out_bias");
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.NORMS, Tables.GATED);

  @Override
  public Names names() {
    return Names.of("seed_oss", "seed_oss");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.ignoreMembers(Set.of("residual_dropout")); // in training alone
    Sizes sizes = Sizes.read(settings);
    GroupedQuery attention = sizes.attention(settings.rope(RopeRule.HALVES, sizes.headDim()));
    BlockConfig block = BlockConfig.normedBefore(attention, Sizes.gated(settings));
    Presence input =
        settings.flag(Key.ATTENTION_BIAS, true) && !settings.isGguf()
            ? Presence.REQUIRED
            : Presence.OPTIONAL;
    Presence inner = settings.presence(Key.MLP_BIAS, Presence.ABSENT);
    return Outline.of(this, settings, Collections.nCopies(sizes.layerCount(), block), TENSORS)
        .withBiases(
            new BiasRules(
                input,
                settings.presence(OUT_BIAS, Presence.OPTIONAL),
                inner,
                Presence.ABSENT,
                Presence.ABSENT));
  }
}
