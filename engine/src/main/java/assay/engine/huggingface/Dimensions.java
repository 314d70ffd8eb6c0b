package assay.engine.huggingface;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.NormConfig;
import assay.engine.config.PositionScheme.Pairing;
import assay.engine.config.PositionScheme.Rotary;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Sizes that all families call by the same names.
///
/// @param modelDim width of the residual stream (`hidden_size`)
/// @param layerCount blocks (`num_hidden_layers`)
/// @param headCount query heads (`num_attention_heads`)
/// @param kvHeadCount key and value heads (`num_key_value_heads`)
/// @param headDim width of a head (`head_dim`, or else an even share of the width)
record Dimensions(int modelDim, int layerCount, int headCount, int kvHeadCount, int headDim) {
  static final int MAXIMUM_LAYERS = 4096; // bounds what a hostile file makes us hold

  static Dimensions read(Settings config) {
    int modelDim = config.positive("hidden_size");
    int heads = config.positive("num_attention_heads");
    int kvHeads = config.positiveOr("num_key_value_heads", heads);
    if (heads % kvHeads != 0) {
      throw config.outOfRange("num_key_value_heads", "a divisor of " + heads);
    }
    OptionalInt headDim = config.positiveOrNone("head_dim");
    if (headDim.isEmpty() && modelDim % heads != 0) {
      throw config.outOfRange("num_attention_heads", "a divisor of " + modelDim);
    }
    int width = headDim.orElse(modelDim / heads);
    if (width % 2 != 0 || (long) width * heads > Integer.MAX_VALUE) {
      throw config.outOfRange(
          headDim.isPresent() ? "head_dim" : "hidden_size", "an even width of a head");
    }
    return new Dimensions(modelDim, layers(config, "num_hidden_layers"), heads, kvHeads, width);
  }

  static int layers(Settings config, String key) {
    int layers = config.positive(key);
    if (layers > MAXIMUM_LAYERS) {
      throw config.outOfRange(key, "1 to " + MAXIMUM_LAYERS);
    }
    return layers;
  }

  /// Returns the usual attention: rotated halves, all heads scored by the root of their width.
  GroupedQuery attention(RopeSettings rope, boolean headNorms, OptionalInt window) {
    return attention(rope, headNorms, window, ScoreConfig.ofWidth(headDim));
  }

  GroupedQuery attention(
      RopeSettings rope, boolean headNorms, OptionalInt window, ScoreConfig scores) {
    return new GroupedQuery(
        headCount,
        kvHeadCount,
        headDim,
        scores,
        headNorms,
        OptionalDouble.empty(),
        new Rotary(headDim, rope.base(), Pairing.HALVES, rope.scaling()),
        window);
  }

  static NormConfig rmsNorm(Settings config) {
    return new NormConfig(NormConfig.Kind.ROOT_MEAN_SQUARE, epsilon(config, "rms_norm_eps"));
  }

  static float epsilon(Settings config, String key) {
    double epsilon = config.number(key);
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw config.outOfRange(key, "a number from 0 to 1");
    }
    return (float) epsilon;
  }
}
