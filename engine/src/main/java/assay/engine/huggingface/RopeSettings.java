package assay.engine.huggingface;

import assay.engine.config.RopeScaling;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.config.RopeScaling.YarnRamp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads `rope_theta` and `rope_scaling`, or `rope_parameters`, which holds both since Transformers
/// 5.
///
/// Defaults are those of Transformers (`modeling_rope_utils.py`).
///
/// @param base of the frequencies
/// @param scaling how they are changed
/// @param reach the longest context that the scaling is made for
record RopeSettings(double base, RopeScaling scaling, int reach) {

  /// Reads the rotation of a model that has one for all layers.
  ///
  /// @param pairs pairs of elements that are turned
  static RopeSettings read(Settings config, double defaultBase, int pairs) {
    config
        .child("rope_parameters")
        .ifPresent(settings -> settings.only("partial_rotary_factor", 1)); // of other families
    return ofPart(config, defaultBase, pairs);
  }

  /// Reads the rotation of a model that turns a part of each head, whose width was read before.
  ///
  /// @param pairs pairs of elements that are turned
  static RopeSettings ofPart(Settings config, double defaultBase, int pairs) {
    Optional<Settings> both = config.child("rope_parameters");
    Optional<Settings> scaling = config.child("rope_scaling");
    if (both.isPresent() && scaling.isPresent()) {
      throw config.notRun("rope_scaling", "it or rope_parameters, not both");
    }
    Settings holder = both.orElse(config);
    return of(config, base(holder, both.isPresent(), defaultBase), both.or(() -> scaling), pairs);
  }

  /// Reads the rotation of one kind of layer from its member of `rope_parameters`.
  static RopeSettings ofKind(Settings config, Settings kind, int pairs) {
    return of(config, base(kind, true, 0), Optional.of(kind), pairs);
  }

  private static double base(Settings holder, boolean required, double otherwise) {
    OptionalDouble base = holder.numberOrNone("rope_theta");
    if (base.isEmpty() && required) {
      throw holder.missing("rope_theta");
    }
    if (base.isPresent() && !(base.getAsDouble() > 1)) {
      throw holder.outOfRange("rope_theta", "a number above 1");
    }
    return base.orElse(otherwise);
  }

  static RopeSettings of(Settings config, double base, Optional<Settings> scaling, int pairs) {
    int context = config.positive("max_position_embeddings");
    if (scaling.isEmpty()) {
      return new RopeSettings(base, new RopeScaling.None(), context);
    }
    Settings settings = scaling.get();
    settings.find("partial_rotary_factor"); // its place is beside the head's width
    RopeScaling read = scaling(config, settings, pairs, context);
    settings.refuseUnread();
    return new RopeSettings(base, read, Math.max(context, reach(read)));
  }

  private static RopeScaling scaling(Settings config, Settings scaling, int pairs, int context) {
    String type = type(scaling);
    return switch (type) {
      case "default" -> new RopeScaling.None();
      case "linear" -> new RopeScaling.Linear(scaling.positiveNumber("factor"));
      case "dynamic" ->
          new RopeScaling.DynamicNtk(
              scaling.positiveNumber("factor"),
              scaling.positiveOr("original_max_position_embeddings", context));
      case "yarn" -> yarn(scaling, context);
      case "llama3" ->
          new RopeScaling.Llama3(
              scaling.positiveNumber("factor"),
              scaling.positiveNumber("low_freq_factor"),
              scaling.positiveNumber("high_freq_factor"),
              scaling.positive("original_max_position_embeddings"));
      case "longrope", "su" -> longRope(config, scaling, pairs, context);
      default ->
          throw scaling.notRun(
              scaling.names("rope_type") ? "rope_type" : "type",
              "one of default, linear, dynamic, yarn, llama3, longrope");
    };
  }

  /// Older files call the type `type`; Transformers 4 writes both.
  private static String type(Settings scaling) {
    Optional<String> older = scaling.find("type").map(member -> member.text());
    Optional<String> newer = scaling.find("rope_type").map(member -> member.text());
    if (older.isPresent() && newer.isPresent() && !older.equals(newer)) {
      throw scaling.notRun("type", "the same as rope_type, \"" + newer.get() + "\"");
    }
    return newer.or(() -> older).orElseThrow(() -> scaling.missing("rope_type"));
  }

  private static RopeScaling yarn(Settings scaling, int context) {
    double factor = scaling.positiveNumber("factor");
    int original = scaling.positiveOr("original_max_position_embeddings", context);
    YarnRamp ramp =
        new YarnRamp(
            scaling.numberOr("beta_fast", YarnRamp.DEFAULT.fastTurns()),
            scaling.numberOr("beta_slow", YarnRamp.DEFAULT.slowTurns()));
    scaling.only("truncate", true);
    double all = scaling.numberOr("mscale_all_dim", 0);
    double own = scaling.numberOr("mscale", 0);
    double magnitude =
        own != 0 && all != 0
            ? Yarn.magnitude(factor, own) / Yarn.magnitude(factor, all)
            : Yarn.magnitude(factor, 1);
    return new Yarn(factor, original, ramp, scaling.numberOr("attention_factor", magnitude), 1);
  }

  /// DeepSeek's models multiply the scale of scores as well (`modeling_deepseek.py`,
  /// `softmax_scale`).
  RopeSettings withScoreFactor(Settings config) {
    if (!(scaling instanceof Yarn yarn)) {
      return this;
    }
    double all =
        config
            .child("rope_scaling")
            .or(() -> config.child("rope_parameters"))
            .map(settings -> settings.numberOr("mscale_all_dim", 0))
            .orElse(0.0);
    double magnitude = all == 0 ? 1 : Yarn.magnitude(yarn.factor(), all);
    Yarn scored =
        new Yarn(
            yarn.factor(),
            yarn.originalContext(),
            yarn.ramp(),
            yarn.magnitude(),
            magnitude * magnitude);
    return new RopeSettings(base, scored, reach);
  }

  private static RopeScaling longRope(Settings config, Settings scaling, int pairs, int context) {
    int original =
        scaling
            .positiveOrNone("original_max_position_embeddings")
            .orElse(config.positiveOr("original_max_position_embeddings", context));
    double stretch = (double) context / original;
    scaling.find("factor"); // the two lengths say it
    double derived = RopeScaling.LongRope.magnitude(stretch, original);
    double magnitude = scaling.numberOr("attention_factor", derived);
    OptionalDouble near = scaling.numberOrNone("short_mscale");
    OptionalDouble far = scaling.numberOrNone("long_mscale");
    if (!near.equals(far)) {
      throw scaling.notRun(
          far.isPresent() ? "long_mscale" : "short_mscale", "short_mscale equal to long_mscale");
    }
    return new RopeScaling.LongRope(
        factors(scaling, "short_factor", pairs),
        factors(scaling, "long_factor", pairs),
        original,
        near.orElse(magnitude));
  }

  private static List<Double> factors(Settings scaling, String key, int pairs) {
    List<Double> factors = scaling.numbers(key);
    if (factors.size() != pairs || factors.stream().anyMatch(factor -> !(factor > 0))) {
      throw scaling.outOfRange(key, pairs + " numbers above 0, one for each pair");
    }
    return factors;
  }

  private static int reach(RopeScaling scaling) {
    return switch (scaling) {
      case RopeScaling.DynamicNtk s -> (int) Math.min(1 << 30, s.factor() * s.originalContext());
      case Yarn s -> (int) Math.min(1 << 30, s.factor() * s.originalContext());
      case RopeScaling.None _,
          RopeScaling.Linear _,
          RopeScaling.Llama3 _,
          RopeScaling.Divided _,
          RopeScaling.LongRope _ ->
          0;
    };
  }
}
