package assay.engine.family;

import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.VocabularyConfig;
import assay.engine.config.WeightLayout.FusedQkv;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;

/// Gemma: embeddings multiplied by the root of the width; checkpoints hold gains minus 1.
///
/// Source: Google, "Gemma", 2024; Transformers, `modeling_gemma.py`.
final class Gemma implements Family {
  private static final String GELU_TANH = "gelu_pytorch_tanh";
  private static final Key HIDDEN_ACTIVATION = Key.inCheckpoint("hidden_activation");
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.NORMS, Tables.GATED);

  @Override
  public Names names() {
    return Names.of("gemma", "gemma");
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    BlockConfig block =
        BlockConfig.normedBefore(
            sizes.attention(settings.rope(RopeRule.HALVES, sizes.headDim())), gated(settings));
    Outline plain =
        Outline.of(this, settings, Collections.nCopies(sizes.layerCount(), block), TENSORS);
    return finish(plain, settings, settings.above0(Key.LOGIT_CAP));
  }

  /// `hidden_activation` goes before `hidden_act`, which says "gelu" in old files and never meant
  /// it.
  static Gated gated(Settings settings) {
    if (settings.text(HIDDEN_ACTIVATION).isPresent()) {
      settings.only(HIDDEN_ACTIVATION, GELU_TANH);
      settings.ignore(Key.ACTIVATION);
    } else {
      settings.only(Key.ACTIVATION, GELU_TANH);
    }
    return new Gated(settings.positive(Key.FFN_DIM), Activation.GELU_TANH);
  }

  /// Returns a model with what all Gemmas have around their blocks.
  ///
  /// @param logitCap empty for none
  static Outline finish(Outline plain, Settings settings, OptionalDouble logitCap) {
    settings.only(Key.inCheckpoint("use_bidirectional_attention"), false);
    float scale = (float) Math.sqrt(plain.config().modelDim());
    return plain
        .withVocabulary(new VocabularyConfig(plain.config().vocabSize(), scale, false, 1, logitCap))
        .withBiases(Qwen3.biases(settings))
        .withLayoutOfCheckpoints(settings, FusedQkv.CONCATENATED, 1)
        .tiedUnlessSaid(settings);
  }
}
