package assay.engine.family;

import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.config.RopeScaling.YarnRamp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads `rope_theta`, `rope_scaling` and `partial_rotary_factor`, or `rope_parameters`, which
/// holds them since Transformers 5, for each kind of layer where kinds differ.
///
/// Source of the defaults: Transformers, `modeling_rope_utils.py`.
final class JsonRope {
  private static final Key BASE = Key.inCheckpoint("rope_theta");
  private static final Key SHARE = Key.inCheckpoint("partial_rotary_factor");
  private static final Key FACTOR = Key.inCheckpoint("factor");
  private static final Key ORIGINAL = Key.inCheckpoint("original_max_position_embeddings");

  private final JsonSettings config;
  private final RopeRule rule;
  private final int context;

  private JsonRope(JsonSettings config, RopeRule rule) {
    this.config = config;
    this.rule = rule;
    context = config.positive(Key.CONTEXT);
  }

  /// @param kind of the layers, as `layer_types` calls it
  static Rotary read(JsonSettings config, RopeRule rule, int headDim, String kind) {
    JsonRope rope = new JsonRope(config, rule);
    Optional<JsonSettings> all = config.child("rope_parameters");
    Optional<JsonSettings> own = all.flatMap(kinds -> kinds.child(kind)).or(() -> all);
    if (own.isPresent()) {
      config.none("rope_scaling");
      own.get().ignore(rule.besides());
      Rotary rotary = rope.newer(own.get(), headDim);
      own.get().refuseUnread();
      return rotary;
    }
    return rope.older(headDim, kind);
  }

  private Rotary newer(JsonSettings own, int headDim) {
    int width = width(own, headDim);
    if (own.number(BASE).isEmpty()) {
      throw own.missing(BASE);
    }
    return new Rotary(width, base(own, BASE, 0), rule.inCheckpoint(), scaling(own, width));
  }

  private Rotary older(int headDim, String kind) {
    int width = width(config, headDim);
    Key local = Key.inCheckpoint("rope_local_base_freq");
    if (kind.equals("sliding_attention")) {
      double base = base(config, local, 10_000);
      return new Rotary(width, base, rule.inCheckpoint(), new RopeScaling.None());
    }
    Optional<JsonSettings> scaling = config.child("rope_scaling");
    double base = base(config, BASE, rule.base());
    if (scaling.isEmpty()) {
      return new Rotary(width, base, rule.inCheckpoint(), new RopeScaling.None());
    }
    Rotary rotary = new Rotary(width, base, rule.inCheckpoint(), scaling(scaling.get(), width));
    scaling.get().refuseUnread();
    return rotary;
  }

  private static double base(JsonSettings holder, Key key, double otherwise) {
    double base = holder.number(key).orElse(otherwise);
    if (!(base > 1)) {
      throw holder.outOfRange(key, "a number above 1");
    }
    return base;
  }

  /// Returns how many elements of a head are turned. A file of Transformers 4 that was saved again
  /// by 5 says it twice.
  private int width(JsonSettings holder, int headDim) {
    double share = holder.number(SHARE).orElse(rule.share());
    if (!rule.partial()) {
      holder.only(SHARE, 1);
    } else if (holder != config) {
      config.only(SHARE, share);
    }
    int width = (int) (headDim * share);
    if (!(share > 0 && share <= 1) || width < 2 || width % 2 != 0) {
      String expected = "an even part of the " + headDim + " elements of a head";
      throw holder.find(SHARE).isPresent()
          ? holder.outOfRange(SHARE, expected)
          : config.outOfRange(
              config.find(Key.HEAD_DIM).isPresent() ? Key.HEAD_DIM : Key.MODEL_DIM, expected);
    }
    return width;
  }

  private RopeScaling scaling(JsonSettings own, int width) {
    return switch (type(own)) {
      case "default" -> new RopeScaling.None();
      case "linear" -> new RopeScaling.Linear(positive(own, "factor"));
      case "dynamic" ->
          new RopeScaling.DynamicNtk(
              positive(own, "factor"), own.optional(ORIGINAL).orElse(context));
      case "yarn" -> yarn(own);
      case "llama3" ->
          new RopeScaling.Llama3(
              positive(own, "factor"),
              positive(own, "low_freq_factor"),
              positive(own, "high_freq_factor"),
              own.positive(ORIGINAL));
      case "longrope", "su" -> longRope(own, width / 2);
      default ->
          throw own.notRun(
              own.find("rope_type").isPresent() ? "rope_type" : "type",
              "one of default, linear, dynamic, yarn, llama3, longrope");
    };
  }

  private static double positive(JsonSettings own, String member) {
    Key key = Key.inCheckpoint(member);
    OptionalDouble value = own.above0(key);
    return value.orElseThrow(() -> own.missing(key));
  }

  /// Older files call the type `type`; Transformers 4 writes both.
  private static String type(JsonSettings own) {
    Optional<String> older = own.text(Key.inCheckpoint("type"));
    Optional<String> newer = own.text(Key.inCheckpoint("rope_type"));
    if (older.isPresent() && newer.isPresent() && !older.equals(newer)) {
      throw own.notRun("type", "the same as rope_type, \"" + newer.get() + "\"");
    }
    return newer.or(() -> older).orElseThrow(() -> own.missing("rope_type"));
  }

  private static double number(JsonSettings own, String member, double otherwise) {
    return own.number(Key.inCheckpoint(member)).orElse(otherwise);
  }

  private RopeScaling yarn(JsonSettings own) {
    double factor = positive(own, "factor");
    YarnRamp ramp =
        new YarnRamp(
            number(own, "beta_fast", YarnRamp.DEFAULT.fastTurns()),
            number(own, "beta_slow", YarnRamp.DEFAULT.slowTurns()),
            own.bool(Key.inCheckpoint("truncate")).orElse(true));
    double all = number(own, "mscale_all_dim", 0);
    double mscale = number(own, "mscale", 0);
    double magnitude =
        mscale != 0 && all != 0
            ? Yarn.magnitude(factor, mscale) / Yarn.magnitude(factor, all)
            : Yarn.magnitude(factor, 1);
    // DeepSeek's models multiply the scale of scores as well (`modeling_deepseek.py`).
    double scores = rule.scoresGrow() && all != 0 ? Yarn.magnitude(factor, all) : 1;
    return new Yarn(
        factor,
        own.optional(ORIGINAL).orElse(context),
        ramp,
        number(own, "attention_factor", magnitude),
        scores * scores);
  }

  private RopeScaling longRope(JsonSettings own, int pairs) {
    int original =
        own.optional(ORIGINAL).orElseGet(() -> config.optional(ORIGINAL).orElse(context));
    own.ignore(FACTOR); // the two lengths say it
    double derived = RopeScaling.LongRope.magnitude((double) context / original, original);
    double magnitude = number(own, "attention_factor", derived);
    OptionalDouble near = own.number(Key.inCheckpoint("short_mscale"));
    OptionalDouble far = own.number(Key.inCheckpoint("long_mscale"));
    if (!near.equals(far)) {
      throw own.notRun(
          far.isPresent() ? "long_mscale" : "short_mscale", "short_mscale equal to long_mscale");
    }
    return new RopeScaling.LongRope(
        factors(own, "short_factor", pairs),
        factors(own, "long_factor", pairs),
        original,
        near.orElse(magnitude));
  }

  private static List<Double> factors(JsonSettings own, String member, int pairs) {
    List<Double> factors = own.numbers(member);
    if (factors.size() != pairs || factors.stream().anyMatch(factor -> !(factor > 0))) {
      throw own.outOfRange(member, pairs + " numbers above 0, one for each pair");
    }
    return factors;
  }
}
