package assay.engine.config;

import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.FeedForwardConfig.Groups;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.FeedForwardConfig.SharedExpert;
import assay.engine.format.GgufFile;
import java.util.Optional;

/// Reads the feed-forward block of each layer of a GGUF file.
final class GgufFeedForwardReader {
  private static final int SOFTMAX = 1; // LLAMA_EXPERT_GATING_FUNC_TYPE_SOFTMAX
  private static final int SIGMOID = 2; // LLAMA_EXPERT_GATING_FUNC_TYPE_SIGMOID

  private final GgufFile file;
  private final GgufKeys keys;
  private final GgufFamily family;
  private final FeedForwardConfig dense;
  private final FeedForwardConfig sparse;
  private final int denseLayers;

  GgufFeedForwardReader(GgufFile file, GgufKeys keys, GgufFamily family) {
    this.file = file;
    this.keys = keys;
    this.family = family;
    int ffnDim = keys.positive("feed_forward_length");
    dense =
        family.gated()
            ? new Gated(ffnDim, family.activation())
            : new Plain(ffnDim, family.activation());
    sparse = sparse(ffnDim);
    denseLayers = family == GgufFamily.DEEPSEEK2 ? keys.count("leading_dense_block_count") : 0;
  }

  /// Returns the feed-forward block of a layer.
  FeedForwardConfig read(int layer) {
    return layer < denseLayers ? dense : sparse;
  }

  private FeedForwardConfig sparse(int ffnDim) {
    return switch (family) {
      case QWEN2, QWEN3, PHI3, BLOOM, MPT, GEMMA2, GEMMA3 -> dense;
      case LLAMA -> keys.count("expert_count") == 0 ? dense : experts(expertDim(ffnDim));
      case PHIMOE -> experts(expertDim(ffnDim));
      case QWEN2MOE, QWEN3MOE, DEEPSEEK2 ->
          experts(expertDim(Math.max(1, ffnDim / keys.positive("expert_used_count"))));
    };
  }

  private int expertDim(int otherwise) {
    return keys.positiveOr("expert_feed_forward_length", otherwise);
  }

  private Experts experts(int expertDim) {
    return new Experts(router(), expertDim, family.activation(), shared(expertDim));
  }

  private Optional<SharedExpert> shared(int expertDim) {
    return switch (family) {
      case QWEN2MOE -> {
        int ffnDim = keys.positive("feed_forward_length");
        int sharedDim = keys.positiveOr("expert_shared_feed_forward_length", ffnDim);
        yield Optional.of(new SharedExpert(sharedDim, true));
      }
      case DEEPSEEK2 -> {
        int count = keys.count("expert_shared_count");
        if (count > Integer.MAX_VALUE / expertDim) {
          throw keys.fault(
              "expert_shared_count",
              "value is out of range",
              "at most " + Integer.MAX_VALUE / expertDim,
              String.valueOf(count));
        }
        yield count == 0
            ? Optional.empty()
            : Optional.of(new SharedExpert(count * expertDim, false));
      }
      case QWEN3MOE -> {
        // Some converters write it. The architecture has no shared expert, llama.cpp does not read
        // the key either, and tensors of such an expert are refused as unknown.
        keys.accept("expert_shared_feed_forward_length");
        yield Optional.empty();
      }
      case QWEN2, QWEN3, LLAMA, PHI3, PHIMOE, BLOOM, MPT, GEMMA2, GEMMA3 -> Optional.empty();
    };
  }

  private RouterConfig router() {
    int expertCount = keys.positive("expert_count");
    int usedCount = keys.positive("expert_used_count");
    if (usedCount > expertCount) {
      throw keys.fault(
          "expert_used_count",
          "more experts are used than there are",
          "at most " + expertCount,
          String.valueOf(usedCount));
    }
    return switch (family) {
      case QWEN2MOE -> plain(expertCount, usedCount, false);
      case QWEN3MOE, LLAMA -> plain(expertCount, usedCount, true);
      case PHIMOE -> mixer(expertCount, usedCount);
      case DEEPSEEK2 -> deepSeek(expertCount, usedCount);
      case QWEN2, QWEN3, PHI3, BLOOM, MPT, GEMMA2, GEMMA3 ->
          throw new IllegalStateException(family + " has no experts");
    };
  }

  private static RouterConfig plain(int expertCount, int usedCount, boolean normalised) {
    return new RouterConfig(
        expertCount, usedCount, Scoring.SOFTMAX, normalised, 1, false, Optional.empty());
  }

  private RouterConfig mixer(int expertCount, int usedCount) {
    if (usedCount != 2) {
      throw keys.fault(
          "expert_used_count",
          "the sparse mixer picks two experts",
          "2",
          String.valueOf(usedCount));
    }
    return new RouterConfig(
        expertCount, usedCount, Scoring.SPARSE_MIXER, false, 1, false, Optional.empty());
  }

  private RouterConfig deepSeek(int expertCount, int usedCount) {
    int gating = keys.positiveOr("expert_gating_func", SOFTMAX);
    if (gating != SOFTMAX && gating != SIGMOID) {
      throw keys.fault(
          "expert_gating_func",
          "the engine does not know this gating",
          "1 (softmax) or 2 (sigmoid)",
          String.valueOf(gating));
    }
    double scale = keys.above("expert_weights_scale", -1).orElse(1);
    boolean biased =
        file.tensors().keySet().stream().anyMatch(name -> name.endsWith(".exp_probs_b.bias"));
    return new RouterConfig(
        expertCount,
        usedCount,
        gating == SIGMOID ? Scoring.SIGMOID : Scoring.SOFTMAX,
        keys.flag("expert_weights_norm"),
        scale == 0 ? 1 : (float) scale,
        biased,
        groups(expertCount, usedCount, gating));
  }

  private Optional<Groups> groups(int expertCount, int usedCount, int gating) {
    int count = keys.count("expert_group_count");
    int used = keys.count("expert_group_used_count");
    if (count <= 1) {
      return Optional.empty();
    }
    if (expertCount % count != 0
        || used < 1
        || used > count
        || (long) expertCount / count * used < usedCount) {
      throw keys.fault(
          "expert_group_count",
          "the groups do not fit the experts",
          "a divisor of %d, and enough groups for %d experts".formatted(expertCount, usedCount),
          "%d groups of which %d are used".formatted(count, used));
    }
    // DeepSeek V3 came with the sigmoid, and with it a group's two best experts rank it, not one.
    return Optional.of(new Groups(count, used, gating == SIGMOID ? 2 : 1));
  }
}
