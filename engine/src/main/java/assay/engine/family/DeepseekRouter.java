package assay.engine.family;

import assay.engine.config.FeedForwardConfig.Groups;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import java.util.Optional;

/// The router of DeepSeek's experts, which V2 and V3 have otherwise.
final class DeepseekRouter {
  private static final int SOFTMAX = 1; // LLAMA_EXPERT_GATING_FUNC_TYPE_SOFTMAX
  private static final int SIGMOID = 2; // LLAMA_EXPERT_GATING_FUNC_TYPE_SIGMOID
  private static final Key GATING = Key.inGguf("expert_gating_func");
  private static final Key EXPERTS =
      Key.of("expert_count", "n_routed_experts", "num_local_experts");
  private static final Key GROUPS = Key.of("expert_group_count", "n_group");
  private static final Key GROUPS_USED = Key.of("expert_group_used_count", "topk_group");
  private static final Key METHOD = Key.inCheckpoint("topk_method");
  private static final Key SCORING = Key.inCheckpoint("scoring_func");

  private DeepseekRouter() {}

  /// Reads it from a GGUF file, which names its parts.
  static RouterConfig stored(Settings settings) {
    return stored(settings, SOFTMAX);
  }

  /// Reads a router of a family that has the sigmoid alone, as V3.
  static RouterConfig sigmoid(Settings settings) {
    return settings.isGguf() ? stored(settings, SIGMOID) : third(settings);
  }

  private static RouterConfig stored(Settings settings, int usual) {
    int gating = settings.optional(GATING).orElse(usual);
    if (gating != SOFTMAX && gating != SIGMOID) {
      throw settings.fault(
          GATING, "the engine does not know this gating", "1 (softmax) or 2 (sigmoid)");
    }
    Scoring scoring = gating == SIGMOID ? Scoring.SIGMOID : Scoring.SOFTMAX;
    RouterConfig router =
        Routers.plain(settings, EXPERTS, scoring, settings.flag(Key.NORMALISED, false));
    double scale = settings.number(Key.WEIGHT_SCALE).orElse(0);
    int groups = settings.count(GROUPS).orElse(0);
    settings.ignore(GROUPS_USED);
    return Routers.with(
        router,
        scale == 0 ? 1 : scale,
        settings.hasTensor(".exp_probs_b.bias"),
        groups <= 1 ? Optional.empty() : groups(settings, router));
  }

  /// Reads it from a configuration, whose `model_type` says most of it.
  static RouterConfig named(Settings settings) {
    return settings.text(Key.MODEL_TYPE).orElse("").equals("deepseek_v2")
        ? second(settings)
        : third(settings);
  }

  private static RouterConfig second(Settings settings) {
    settings.only(SCORING, "softmax");
    // The model's own code either divides the weights by their sum or scales them.
    boolean normalised = settings.flag(Key.NORMALISED, false);
    double scale = settings.number(Key.WEIGHT_SCALE).orElse(1);
    RouterConfig router = Routers.plain(settings, EXPERTS, Scoring.SOFTMAX, normalised);
    Optional<Groups> groups =
        switch (settings.text(METHOD).orElse("greedy")) {
          case "greedy" -> {
            settings.ignore(GROUPS);
            settings.ignore(GROUPS_USED);
            yield Optional.empty();
          }
          case "group_limited_greedy" -> groups(settings, router);
          default -> throw settings.notRun(METHOD, "\"greedy\" or \"group_limited_greedy\"");
        };
    return Routers.with(router, normalised ? 1 : scale, false, groups);
  }

  private static RouterConfig third(Settings settings) {
    settings.only(SCORING, "sigmoid");
    settings.only(METHOD, "noaux_tc");
    RouterConfig router =
        Routers.plain(settings, EXPERTS, Scoring.SIGMOID, settings.flag(Key.NORMALISED, true));
    double scale = settings.required(Key.WEIGHT_SCALE);
    return Routers.with(router, scale, true, groups(settings, router));
  }

  /// DeepSeek V3 came with the sigmoid, and with it a group's two best experts rank it, not one.
  static Optional<Groups> groups(Settings settings, RouterConfig router) {
    int count = settings.positive(GROUPS);
    int used = settings.positive(GROUPS_USED);
    int experts = router.expertCount();
    if (used > count) {
      throw settings.outOfRange(GROUPS_USED, "1 to " + count);
    }
    if (experts % count != 0 || (long) experts / count * used < router.usedCount()) {
      throw settings.outOfRange(
          GROUPS,
          "a divisor of %d, and enough groups for %d experts"
              .formatted(experts, router.usedCount()));
    }
    int ranking = router.scoring() == Scoring.SIGMOID ? 2 : 1;
    return count == 1 ? Optional.empty() : Optional.of(new Groups(count, used, ranking));
  }
}
