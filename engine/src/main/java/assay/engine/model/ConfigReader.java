package assay.engine.model;

import assay.engine.format.GgufMetadata;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.Place;
import assay.engine.model.ModelConfig.AttentionConfig;
import java.util.OptionalLong;
import java.util.Set;

/// Turns GGUF metadata into a [ModelConfig]. Defaults are those of llama.cpp (`llama-model.cpp`,
/// `load_hparams`).
final class ConfigReader {
  private static final Set<String> ARCHITECTURES = Set.of("qwen2");
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

  ConfigReader(GgufMetadata metadata) {
    this.metadata = metadata;
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
    return new ModelConfig(
        architecture,
        vocabSize(),
        positive("context_length"),
        positive("block_count"),
        modelDim,
        readAttention(modelDim),
        positive("feed_forward_length"),
        readEpsilon());
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
    return new AttentionConfig(headCount, kvHeadCount, headDim, readRopeBase());
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
