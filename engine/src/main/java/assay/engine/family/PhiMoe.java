package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.NormConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.family.Outline.Frame;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Phi-3.5-MoE: two experts picked by a sparse mixer, and layer norms.
///
/// Source: Microsoft, "Phi-3 Technical Report", 2024; Transformers, `modeling_phimoe.py`.
final class PhiMoe implements Family {
  private static final double BASE = 1_000_000; // PhimoeConfig

  /// The router's tolerance is twice this, which [Scoring#SPARSE_MIXER] fixes.
  private static final double ROUTER_JITTER = 0.01;

  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.NORMS, Tables.MIXTRAL_EXPERTS);

  @Override
  public Names names() {
    return Names.of("phimoe", "phimoe");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.ignoreMembers(Set.of("original_max_position_embeddings")); // said by the scaling
    settings.only(Key.inCheckpoint("router_jitter_noise"), ROUTER_JITTER);
    Sizes sizes = Sizes.read(settings);
    GroupedQuery attention =
        sizes
            .attention(settings.rope(RopeRule.HALVES.withBase(BASE), sizes.headDim()))
            .withWindow(settings.window());
    BlockConfig block = BlockConfig.normedBefore(attention, experts(settings));
    Frame frame = Frame.read(settings);
    NormConfig norm = new NormConfig(NormConfig.Kind.LAYER, frame.norm().epsilon());
    return Outline.of(
            this,
            settings,
            new Frame(frame.context(), frame.modelDim(), norm),
            Collections.nCopies(sizes.layerCount(), block),
            TensorNames.of(Tables.OUTSIDE, TENSORS, sizes.layerCount()))
        .withBiases(biases(settings));
  }

  private static Experts experts(Settings settings) {
    RouterConfig router = Routers.plain(settings, Scoring.SPARSE_MIXER, false);
    if (router.usedCount() != 2) {
      throw settings.fault(Key.EXPERTS_USED, "the sparse mixer picks two experts", "2");
    }
    int ffnDim = settings.positive(Key.FFN_DIM);
    int width = settings.isGguf() ? settings.positive(Key.EXPERT_DIM, ffnDim) : ffnDim;
    return new Experts(router, width, settings.activation(Activation.SILU), Optional.empty());
  }

  private static BiasRules biases(Settings settings) {
    Presence attention = settings.presence(Key.ATTENTION_BIAS, Presence.REQUIRED);
    Presence output = settings.presence(Key.OUTPUT_BIAS, Presence.REQUIRED);
    return new BiasRules(attention, attention, Presence.ABSENT, Presence.REQUIRED, output);
  }
}
