package assay.engine.config;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig.NormPlacement;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.PositionScheme.Pairing;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.FusedQkv;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.format.GgufFile;
import assay.engine.format.GgufMetadata;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.Place;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Turns GGUF metadata into a [ModelConfig]. Defaults are those of llama.cpp (`llama-model.cpp`,
/// `load_hparams`).
final class GgufConfigReader {
  private static final Set<String> ARCHITECTURES = Set.of("qwen2");
  private static final int MAXIMUM_LAYERS = 4096; // bounds what a hostile file makes us hold
  private static final double DEFAULT_ROPE_BASE = 10_000;
  private static final Set<String> KNOWN_KEYS =
      Set.of(
          "context_length",
          "embedding_length",
          "block_count",
          "feed_forward_length",
          "vocab_size",
          "attention.head_count",
          "attention.head_count_kv",
          "attention.key_length",
          "attention.value_length",
          "attention.layer_norm_rms_epsilon",
          "rope.dimension_count",
          "rope.freq_base");

  private final GgufMetadata metadata;
  private final String architecture;

  GgufConfigReader(GgufFile file) {
    metadata = file.metadata();
    String key = "general.architecture";
    architecture =
        metadata.string(key).orElseThrow(() -> fault(key, "key is missing", "a text", "nothing"));
    if (!ARCHITECTURES.contains(architecture)) {
      throw new MalformedModelException(
          Place.ofKey(metadata.file(), key),
          "the engine does not run this architecture",
          "one of " + ARCHITECTURES,
          "\"" + architecture + "\"",
          "Use a model of a supported architecture");
    }
  }

  ModelConfig read() {
    refuseUnknownKeys();
    int modelDim = positive("embedding_length");
    int layerCount = positive("block_count");
    if (layerCount > MAXIMUM_LAYERS) {
      throw fault(
          name("block_count"),
          "value is out of range",
          "1 to " + MAXIMUM_LAYERS,
          String.valueOf(layerCount));
    }
    BlockConfig block =
        new BlockConfig(
            readAttention(modelDim),
            new FeedForwardConfig.Gated(positive("feed_forward_length"), Activation.SILU),
            NormPlacement.BEFORE);
    BiasRules biases =
        new BiasRules(
            Presence.REQUIRED, Presence.ABSENT, Presence.ABSENT, Presence.ABSENT, Presence.ABSENT);
    return new ModelConfig(
        architecture,
        positive("context_length"),
        modelDim,
        VocabularyConfig.ofSize(vocabSize()),
        new NormConfig(NormConfig.Kind.ROOT_MEAN_SQUARE, readEpsilon()),
        Collections.nCopies(layerCount, block),
        new WeightLayout(FusedQkv.CONCATENATED, 0, biases, Set.of()));
  }

  private AttentionConfig readAttention(int modelDim) {
    int headCount = positive("attention.head_count");
    int kvHeadCount = positiveOr("attention.head_count_kv", headCount);
    if (headCount % kvHeadCount != 0) {
      throw fault(
          name("attention.head_count_kv"),
          "query heads do not divide among the key heads",
          "a divisor of " + headCount,
          String.valueOf(kvHeadCount));
    }
    int headDim = positiveOr("attention.key_length", Math.max(1, modelDim / headCount));
    requireSame("attention.value_length", headDim);
    requireSame("rope.dimension_count", headDim);
    if (headDim % 2 != 0 || (long) headCount * headDim > Integer.MAX_VALUE) {
      throw fault(
          name("attention.key_length"),
          "impossible width of a head",
          "an even number, at most 2^31 / " + headCount,
          String.valueOf(headDim));
    }
    return new GroupedQuery(
        headCount,
        kvHeadCount,
        headDim,
        ScoreConfig.ofWidth(headDim),
        false,
        OptionalDouble.empty(),
        new Rotary(headDim, readRopeBase(), Pairing.HALVES, new RopeScaling.None()),
        OptionalInt.empty());
  }

  private double readRopeBase() {
    String key = name("rope.freq_base");
    double base = metadata.number(key).orElse(DEFAULT_ROPE_BASE);
    if (!(base > 1 && base < Double.POSITIVE_INFINITY)) {
      throw fault(key, "impossible value", "a finite number above 1", String.valueOf(base));
    }
    return base;
  }

  private float readEpsilon() {
    String key = name("attention.layer_norm_rms_epsilon");
    double epsilon =
        metadata.number(key).orElseThrow(() -> fault(key, "key is missing", "a number", "nothing"));
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw fault(key, "impossible value", "a number from 0 to 1", String.valueOf(epsilon));
    }
    return (float) epsilon;
  }

  private int vocabSize() {
    int tokens = metadata.strings("tokenizer.ggml.tokens").size();
    return tokens > 0 ? tokens : positive("vocab_size");
  }

  /// A key of the architecture that is not known here may change the arithmetic; leaving it out
  /// would give numbers that look right and are not.
  private void refuseUnknownKeys() {
    String prefix = name("");
    for (String key : metadata.keys()) {
      if (key.startsWith(prefix) && !KNOWN_KEYS.contains(key.substring(prefix.length()))) {
        throw fault(
            key,
            "the engine does not know this setting of the architecture",
            "only settings that it applies",
            "this key");
      }
    }
  }

  private void requireSame(String suffix, int expected) {
    int found = positiveOr(suffix, expected);
    if (found != expected) {
      throw fault(
          name(suffix),
          "the engine runs heads only whose widths are all the same",
          String.valueOf(expected),
          String.valueOf(found));
    }
  }

  private int positive(String suffix) {
    long value =
        metadata
            .integer(name(suffix))
            .orElseThrow(() -> fault(name(suffix), "key is missing", "a whole number", "nothing"));
    return inRange(suffix, value);
  }

  private int positiveOr(String suffix, int otherwise) {
    OptionalLong value = metadata.integer(name(suffix));
    return value.isPresent() ? inRange(suffix, value.getAsLong()) : otherwise;
  }

  private int inRange(String suffix, long value) {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw fault(name(suffix), "value is out of range", "1 to 2147483647", String.valueOf(value));
    }
    return (int) value;
  }

  private String name(String suffix) {
    return architecture + "." + suffix;
  }

  private MalformedModelException fault(String key, String what, String expected, String found) {
    return new MalformedModelException(
        Place.ofKey(metadata.file(), key),
        what,
        expected,
        found,
        "Convert the model again, or use another file of it");
  }
}
