package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Llama 2 to 3.x, Mistral and Mixtral, which GGUF files do not tell apart.
///
/// Source: Touvron et al., "LLaMA", 2023; Jiang et al., "Mistral 7B", 2023; "Mixtral of Experts",
/// 2024; Transformers, `modeling_llama.py`, `modeling_mistral.py`, `modeling_mixtral.py`.
final class Llama implements Family {
  private static final int MISTRAL_WINDOW = 4096; // MistralConfig, where files do not name one
  private static final double MIXTRAL_BASE = 1_000_000; // MixtralConfig
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.NORMS, Tables.GATED, Tables.MIXTRAL_EXPERTS);

  @Override
  public Names names() {
    return Names.of("llama", "llama", "mistral", "mixtral");
  }

  @Override
  public Outline outline(Settings settings) {
    String type = settings.text(Key.MODEL_TYPE).orElse("");
    RopeRule rule = RopeRule.REARRANGED.withDivisors();
    Sizes sizes = Sizes.read(settings);
    GroupedQuery attention =
        sizes
            .attention(
                settings.rope(
                    type.equals("mixtral") ? rule.withBase(MIXTRAL_BASE) : rule, sizes.headDim()))
            .withWindow(window(settings, type));
    BlockConfig block = BlockConfig.normedBefore(attention, feedForward(settings, type));
    return Outline.of(this, settings, Collections.nCopies(sizes.layerCount(), block), TENSORS)
        .withBiases(biases(settings, type));
  }

  private static OptionalInt window(Settings settings, String type) {
    return switch (type) {
      case "llama" -> OptionalInt.empty();
      case "mistral" ->
          settings.names(Key.WINDOW) ? settings.window() : OptionalInt.of(MISTRAL_WINDOW);
      default -> settings.window();
    };
  }

  private static FeedForwardConfig feedForward(Settings settings, String type) {
    boolean sparse =
        settings.isGguf() ? settings.count(Key.EXPERTS).orElse(0) > 0 : type.equals("mixtral");
    FeedForwardConfig.Gated gated = Sizes.gated(settings);
    if (!sparse) {
      return gated;
    }
    settings.ignoreMembers(Set.of("router_jitter_noise")); // in training alone
    int width =
        settings.isGguf() ? settings.positive(Key.EXPERT_DIM, gated.ffnDim()) : gated.ffnDim();
    return new Experts(
        Routers.plain(settings, Scoring.SOFTMAX, true),
        width,
        gated.activation(),
        Optional.empty());
  }

  private static BiasRules biases(Settings settings, String type) {
    if (type.equals("mistral") || type.equals("mixtral")) {
      return BiasRules.all(Presence.ABSENT);
    }
    Presence attention = settings.presence(Key.ATTENTION_BIAS, Presence.OPTIONAL);
    Presence feedForward = settings.presence(Key.MLP_BIAS, Presence.OPTIONAL);
    return new BiasRules(attention, attention, feedForward, Presence.ABSENT, Presence.ABSENT);
  }
}
