package assay.engine.config;

import assay.engine.config.WeightLayout.FusedQkv;
import assay.engine.format.GgufFile;
import assay.engine.format.GgufMetadata;
import assay.engine.format.MalformedModelException;
import assay.engine.format.MalformedModelException.FilePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Turns a GGUF file's metadata into a [ModelConfig]. Defaults are those of llama.cpp
/// (`llama-model.cpp`, `load_hparams`); what is common to a family is in [GgufFamily].
final class GgufConfigReader {
  private static final int MAXIMUM_LAYERS = 4096; // bounds what a hostile file makes us hold
  private static final double GEMMA2_LOGIT_CAP = 30; // of all Gemma 2 models

  private final GgufFile file;
  private final GgufMetadata metadata;
  private final GgufFamily family;
  private final GgufKeys keys;

  GgufConfigReader(GgufFile file) {
    this.file = file;
    metadata = file.metadata();
    family = family(metadata);
    keys = new GgufKeys(metadata, family.architecture());
  }

  private static GgufFamily family(GgufMetadata metadata) {
    String key = "general.architecture";
    FilePlace place = FilePlace.ofKey(metadata.file(), key);
    String architecture =
        metadata
            .string(key)
            .orElseThrow(
                () ->
                    new MalformedModelException(
                        place,
                        "key is missing",
                        "a text",
                        "nothing",
                        "Convert the model again, or use another file of it"));
    return GgufFamily.ofName(architecture)
        .orElseThrow(
            () ->
                new MalformedModelException(
                    place,
                    "the engine does not run this architecture",
                    "one of " + GgufFamily.names(),
                    "\"" + architecture + "\"",
                    "Use a model of a supported architecture"));
  }

  ModelConfig read() {
    int modelDim = keys.positive("embedding_length");
    int contextLength = keys.positive("context_length");
    int layerCount = layerCount();
    NormConfig norm = new NormConfig(family.norm(), keys.fraction(family.epsilonKey()));
    GgufRopeReader rope = new GgufRopeReader(file, keys, family, contextLength);
    GgufAttentionReader attention =
        new GgufAttentionReader(keys, family, rope, modelDim, layerCount);
    GgufFeedForwardReader feedForward = new GgufFeedForwardReader(file, keys, family);
    List<BlockConfig> blocks = new ArrayList<>();
    for (int layer = 0; layer < layerCount; layer++) {
      blocks.add(
          new BlockConfig(attention.read(layer), feedForward.read(layer), family.normPlacement()));
    }
    VocabularyConfig vocabulary = vocabulary(modelDim);
    keys.accept("tensor_data_layout");
    keys.refuseUnused();
    return new ModelConfig(
        family.architecture(),
        contextLength,
        modelDim,
        vocabulary,
        norm,
        blocks,
        new WeightLayout(FusedQkv.CONCATENATED, 0, family.biases(), rope.settings()));
  }

  private int layerCount() {
    int layerCount = keys.positive("block_count");
    if (layerCount > MAXIMUM_LAYERS) {
      throw keys.fault(
          "block_count",
          "value is out of range",
          "1 to " + MAXIMUM_LAYERS,
          String.valueOf(layerCount));
    }
    return layerCount;
  }

  private VocabularyConfig vocabulary(int modelDim) {
    int size = vocabSize();
    return switch (family) {
      case GEMMA2, GEMMA3 -> {
        OptionalDouble cap = keys.above("final_logit_softcapping", 0);
        if (family == GgufFamily.GEMMA2 && cap.isEmpty()) {
          cap = OptionalDouble.of(GEMMA2_LOGIT_CAP);
        }
        yield new VocabularyConfig(size, (float) Math.sqrt(modelDim), false, 1, cap);
      }
      case BLOOM -> new VocabularyConfig(size, 1, true, 1, OptionalDouble.empty());
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, LLAMA, PHI3, PHIMOE, MPT, DEEPSEEK2 ->
          VocabularyConfig.ofSize(size);
    };
  }

  private int vocabSize() {
    keys.accept("vocab_size");
    int tokens = metadata.strings("tokenizer.ggml.tokens").size();
    return tokens > 0 ? tokens : keys.positive("vocab_size");
  }
}
