package assay.engine.family;

import assay.engine.config.FeedForwardConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Groups;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.FeedForwardConfig.SharedExpert;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Settings of experts that several families have.
final class Routers {
  private static final Key SPARSE_STEP = Key.inCheckpoint("decoder_sparse_step");
  private static final Key DENSE_LAYERS = Key.inCheckpoint("mlp_only_layers");

  private static final Key NORMALISED = Key.inCheckpoint("norm_topk_prob"); // GGUF leaves it out

  private Routers() {}

  /// Reads a router without bias, scale and groups.
  static RouterConfig plain(Settings settings, Scoring scoring, boolean normalised) {
    return plain(settings, Key.EXPERTS, scoring, normalised);
  }

  /// @param experts the setting that counts them
  static RouterConfig plain(Settings settings, Key experts, Scoring scoring, boolean normalised) {
    int count = settings.positive(experts);
    int used = settings.positive(Key.EXPERTS_USED);
    if (used > count) {
      throw settings.fault(
          Key.EXPERTS_USED, "more experts are used than there are", "at most " + count);
    }
    return new RouterConfig(count, used, scoring, normalised, 1, false, Optional.empty());
  }

  /// Returns a router that weighs, picks and groups otherwise.
  static RouterConfig with(
      RouterConfig router, double scale, boolean biased, Optional<Groups> groups) {
    return new RouterConfig(
        router.expertCount(),
        router.usedCount(),
        router.scoring(),
        router.normalised(),
        (float) scale,
        biased,
        groups);
  }

  /// Reads the feed-forward blocks of a Qwen model: every `decoder_sparse_step`-th layer has
  /// experts, but for those that `mlp_only_layers` names.
  ///
  /// @param normalised whether weights are divided by their sum where it is not said
  static List<FeedForwardConfig> qwen(
      Settings settings, int layerCount, boolean normalised, Optional<SharedExpert> shared) {
    RouterConfig router = plain(settings, Scoring.SOFTMAX, settings.flag(NORMALISED, normalised));
    FeedForwardConfig.Gated gated = Sizes.gated(settings);
    int width = settings.positive(Key.EXPERT_DIM, Math.max(1, gated.ffnDim() / router.usedCount()));
    Experts experts = new Experts(router, width, gated.activation(), shared);
    int step = settings.optional(SPARSE_STEP).orElse(1);
    Set<Long> dense = new HashSet<>(settings.integers(DENSE_LAYERS));
    return IntStream.range(0, layerCount)
        .mapToObj(
            layer ->
                dense.contains((long) layer) || (layer + 1) % step != 0
                    ? (FeedForwardConfig) gated
                    : experts)
        .toList();
  }
}
