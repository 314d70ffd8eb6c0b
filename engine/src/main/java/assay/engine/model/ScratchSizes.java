package assay.engine.model;

import assay.engine.cache.PageFormat;
import assay.engine.config.AttentionConfig;
import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.BlockConfig;
import assay.engine.config.DeltaShape;
import assay.engine.config.ModelConfig;
import java.util.function.ToIntFunction;

/// How much scratch memory a worker needs for a model's attention.
///
/// @param keyWidth the most elements of a head's key
/// @param valueWidth the most elements of a head's value
/// @param expandedHead the most weights of one head's map to the latent vector
/// @param deltaKeys the most elements of a key of linear attention
/// @param deltaWidth the most elements of a value of such a head
/// @param deltaTail the most numbers that are kept of the last tokens of some channels
record ScratchSizes(
    int keyWidth, int valueWidth, int expandedHead, int deltaKeys, int deltaWidth, int deltaTail) {
  static ScratchSizes of(ModelConfig config) {
    return new ScratchSizes(
        largest(config, ScratchSizes::keyWidth),
        largest(config, ScratchSizes::valueWidth),
        largest(config, ScratchSizes::expandedHead),
        largest(config, a -> delta(a, DeltaShape::keyDim)),
        largest(config, a -> delta(a, DeltaShape::valueDim)),
        largest(config, a -> delta(a, shape -> (shape.taps() - 1) * GatedDeltaNet.CHANNELS)));
  }

  private static int largest(ModelConfig config, ToIntFunction<AttentionConfig> size) {
    return config.blocks().stream().map(BlockConfig::attention).mapToInt(size).max().orElse(0);
  }

  private static int keyWidth(AttentionConfig attention) {
    return switch (attention) {
      case GroupedQuery grouped -> grouped.headDim();
      case Latent latent -> latent.shape().entryDim();
      case GatedDelta _ -> 0;
    };
  }

  private static int valueWidth(AttentionConfig attention) {
    return switch (attention) {
      case GroupedQuery grouped -> grouped.headDim();
      case Latent latent -> latent.shape().latentDim();
      case GatedDelta _ -> 0;
    };
  }

  private static int expandedHead(AttentionConfig attention) {
    return switch (attention) {
      case GroupedQuery _, GatedDelta _ -> 0;
      case Latent latent -> latent.shape().plainDim() * latent.shape().latentDim();
    };
  }

  private static int delta(AttentionConfig attention, ToIntFunction<DeltaShape> size) {
    return attention instanceof GatedDelta(DeltaShape shape) ? size.applyAsInt(shape) : 0;
  }

  /// Returns the bytes of one head's keys, or values, of a page in F32.
  long keyPlaneBytes() {
    return (long) Float.BYTES * PageFormat.POSITIONS * keyWidth;
  }
}
