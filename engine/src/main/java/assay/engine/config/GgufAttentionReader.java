package assay.engine.config;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.AttentionConfig.LatentShape;
import assay.engine.config.AttentionConfig.ScoreConfig;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Reads the attention of each layer of a GGUF file.
final class GgufAttentionReader {
  private static final double GEMMA2_SCORE_CAP = 50; // of all Gemma 2 models
  private static final int GEMMA2_WINDOW = 4096; // of all Gemma 2 models
  private static final double BLOOM_BIAS = 8; // of all BLOOM models, and the paper's

  // Every how many layers one sees all positions, where files do not say it.
  private static final int GEMMA2_PATTERN = 2;
  private static final int GEMMA3_PATTERN = 6;

  // The models of 27 billion weights scale scores by modelDim / headCount instead of headDim; files
  // tell them by their number of layers alone.
  private static final int GEMMA2_27B_LAYERS = 46;
  private static final int GEMMA3_27B_LAYERS = 62;

  private final GgufKeys keys;
  private final GgufFamily family;
  private final int pattern; // of so many layers the last sees all positions; 0 for none of them
  private final AttentionConfig global;
  private final AttentionConfig local;

  GgufAttentionReader(
      GgufKeys keys, GgufFamily family, GgufRopeReader rope, int modelDim, int layerCount) {
    this.keys = keys;
    this.family = family;
    if (family == GgufFamily.DEEPSEEK2) {
      global = latent(rope);
      local = global;
      pattern = 0;
    } else {
      GroupedQuery all = grouped(rope, modelDim, layerCount);
      pattern = pattern();
      global = all;
      local = windowed(all, rope);
    }
  }

  /// Returns the attention of a layer.
  AttentionConfig read(int layer) {
    return pattern > 0 && layer % pattern == pattern - 1 ? global : local;
  }

  private int pattern() {
    return switch (family) {
      case GEMMA2 -> keys.positiveOr("attention.sliding_window_pattern", GEMMA2_PATTERN);
      case GEMMA3 -> keys.positiveOr("attention.sliding_window_pattern", GEMMA3_PATTERN);
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, LLAMA, PHI3, PHIMOE, BLOOM, MPT, DEEPSEEK2 -> 0;
    };
  }

  private GroupedQuery windowed(GroupedQuery all, GgufRopeReader rope) {
    int window =
        switch (family) {
          case GEMMA2 -> keys.positiveOr("attention.sliding_window", GEMMA2_WINDOW);
          case GEMMA3, LLAMA, PHI3, PHIMOE -> keys.count("attention.sliding_window");
          case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, BLOOM, MPT, DEEPSEEK2 -> 0;
        };
    PositionScheme position =
        family == GgufFamily.GEMMA3 ? rope.local(all.headDim()) : all.position();
    if (window == 0) {
      return all;
    }
    return new GroupedQuery(
        all.headCount(),
        all.kvHeadCount(),
        all.headDim(),
        all.scores(),
        all.headNorms(),
        all.clip(),
        position,
        OptionalInt.of(window));
  }

  private GroupedQuery grouped(GgufRopeReader rope, int modelDim, int layerCount) {
    int headCount = keys.positive("attention.head_count");
    int kvHeadCount = kvHeadCount(headCount);
    int headDim = keys.positiveOr("attention.key_length", Math.max(1, modelDim / headCount));
    int valueDim = keys.positiveOr("attention.value_length", headDim);
    if (valueDim != headDim) {
      throw keys.fault(
          "attention.value_length",
          "the engine runs heads only whose keys and values are equally wide",
          String.valueOf(headDim),
          String.valueOf(valueDim));
    }
    if ((long) headCount * headDim > Integer.MAX_VALUE) {
      throw keys.fault(
          "attention.key_length",
          "impossible width of a head",
          "at most 2^31 / " + headCount,
          String.valueOf(headDim));
    }
    return new GroupedQuery(
        headCount,
        kvHeadCount,
        headDim,
        scores(headDim, modelDim / headCount, layerCount),
        family.headNorms(),
        family == GgufFamily.MPT ? clip() : OptionalDouble.empty(),
        position(rope, headDim),
        OptionalInt.empty());
  }

  private int kvHeadCount(int headCount) {
    int kvHeadCount = keys.positiveOr("attention.head_count_kv", headCount);
    if (headCount % kvHeadCount != 0) {
      throw keys.fault(
          "attention.head_count_kv",
          "query heads do not divide among the key heads",
          "a divisor of " + headCount,
          String.valueOf(kvHeadCount));
    }
    return kvHeadCount;
  }

  private OptionalDouble clip() {
    double clip = keys.above("attention.clamp_kqv", -1).orElse(0);
    return clip <= 0 ? OptionalDouble.empty() : OptionalDouble.of(clip);
  }

  private ScoreConfig scores(int headDim, int share, int layerCount) {
    return switch (family) {
      case GEMMA2 ->
          new ScoreConfig(
              ScoreConfig.ofWidth(layerCount == GEMMA2_27B_LAYERS ? share : headDim).scale(),
              OptionalDouble.of(keys.above("attn_logit_softcapping", 0).orElse(GEMMA2_SCORE_CAP)));
      case GEMMA3 -> ScoreConfig.ofWidth(layerCount == GEMMA3_27B_LAYERS ? share : headDim);
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, LLAMA, PHI3, PHIMOE, BLOOM, MPT, DEEPSEEK2 ->
          ScoreConfig.ofWidth(headDim);
    };
  }

  private PositionScheme position(GgufRopeReader rope, int headDim) {
    return switch (family) {
      case BLOOM -> new PositionScheme.Alibi(BLOOM_BIAS);
      case MPT -> {
        double bias = keys.above("attention.max_alibi_bias", -1).orElse(0);
        yield bias <= 0 ? new PositionScheme.None() : new PositionScheme.Alibi(bias);
      }
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, LLAMA, PHI3, PHIMOE, GEMMA2, GEMMA3, DEEPSEEK2 ->
          rope.global(rotatedWidth(headDim));
    };
  }

  private int rotatedWidth(int headDim) {
    int width = keys.positiveOr("rope.dimension_count", headDim);
    if (width % 2 != 0 || width > headDim) {
      throw keys.fault(
          "rope.dimension_count",
          "impossible width of the rotated part of a head",
          "an even number, at most " + headDim,
          String.valueOf(width));
    }
    return width;
  }

  /// Older files describe the heads as they are used (`key_length` is a query head's width), newer
  /// ones as they are stored (`key_length` is the cache entry's), with the others under names of
  /// their own.
  private Latent latent(GgufRopeReader rope) {
    int headCount = keys.positive("attention.head_count");
    keys.accept("attention.head_count_kv");
    int keyLength = keys.positive("attention.key_length");
    int valueLength = keys.positive("attention.value_length");
    int headDim = keys.positiveOr("attention.key_length_mla", keyLength);
    int valueDim = keys.positiveOr("attention.value_length_mla", valueLength);
    int ropeDim = keys.positive("rope.dimension_count");
    if (ropeDim % 2 != 0 || ropeDim >= headDim) {
      throw keys.fault(
          "rope.dimension_count",
          "impossible width of the rotated part of a head",
          "an even number below " + headDim,
          String.valueOf(ropeDim));
    }
    LatentShape shape =
        new LatentShape(
            keys.optional("attention.q_lora_rank"),
            keys.positive("attention.kv_lora_rank"),
            headDim - ropeDim,
            ropeDim,
            valueDim);
    long widest = Math.max((long) shape.latentDim() + ropeDim, Math.max(headDim, valueDim));
    if (headCount * widest > Integer.MAX_VALUE) {
      throw keys.fault(
          "attention.head_count",
          "heads are too wide together",
          "at most " + Integer.MAX_VALUE / widest,
          String.valueOf(headCount));
    }
    return new Latent(headCount, shape, ScoreConfig.ofWidth(headDim), rope.global(ropeDim));
  }
}
