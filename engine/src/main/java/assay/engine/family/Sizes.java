package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadShape;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.PositionScheme;
import java.util.OptionalInt;

/// Sizes that nearly all families have.
///
/// @param modelDim width of the residual stream
/// @param layerCount blocks that are run
/// @param heads of attention
record Sizes(int modelDim, int layerCount, HeadShape heads) {
  private static final int MAXIMUM_LAYERS = 4096; // bounds what a hostile file makes us hold

  static Sizes read(Settings settings) {
    int modelDim = settings.positive(Key.MODEL_DIM);
    return new Sizes(modelDim, settings.layersRun(), heads(settings, modelDim));
  }

  static int layers(Settings settings, Key key) {
    int layers = settings.positive(key);
    if (layers > MAXIMUM_LAYERS) {
      throw settings.outOfRange(key, "1 to " + MAXIMUM_LAYERS);
    }
    return layers;
  }

  private static HeadShape heads(Settings settings, int modelDim) {
    int heads = settings.positive(Key.HEADS);
    int kvHeads = settings.optional(Key.KV_HEADS).orElse(heads);
    if (heads % kvHeads != 0) {
      throw settings.fault(
          Key.KV_HEADS, "query heads do not divide among the key heads", "a divisor of " + heads);
    }
    OptionalInt own = settings.optional(Key.HEAD_DIM);
    if (own.isEmpty() && modelDim % heads != 0) {
      throw settings.outOfRange(Key.HEADS, "a divisor of " + modelDim);
    }
    int width = own.orElse(modelDim / heads);
    if ((long) width * heads > Integer.MAX_VALUE) {
      throw settings.outOfRange(
          own.isPresent() ? Key.HEAD_DIM : Key.MODEL_DIM, "at most 2^31 / " + heads);
    }
    if (settings.optional(Key.VALUE_DIM).orElse(width) != width) {
      throw settings.fault(
          Key.VALUE_DIM,
          "the engine runs heads only whose keys and values are equally wide",
          String.valueOf(width));
    }
    return new HeadShape(heads, kvHeads, width);
  }

  int headDim() {
    return heads.headDim();
  }

  /// Returns the usual attention: all heads scored by the root of their width, all positions seen.
  GroupedQuery attention(PositionScheme position) {
    return GroupedQuery.of(heads, position);
  }

  static Gated gated(Settings settings) {
    return gated(settings, Activation.SILU);
  }

  /// @param otherwise where files name no activation
  static Gated gated(Settings settings, Activation otherwise) {
    return new Gated(settings.positive(Key.FFN_DIM), settings.activation(otherwise));
  }
}
