package assay.engine.config;

import java.util.OptionalInt;

/// Scaling of rotary angles that is asked for in place of the model's own.
///
/// @param kind of scaling
/// @param factor by which the context is stretched, at least 1
/// @param originalContext positions that the model was trained for; empty takes what the model's
///   own scaling says, or else its context length
public record ScalingRequest(Kind kind, double factor, OptionalInt originalContext) {
  /// Kinds of scaling.
  public enum Kind {
    /// [RopeScaling.None].
    NONE,
    /// [RopeScaling.Linear].
    LINEAR,
    /// [RopeScaling.DynamicNtk].
    DYNAMIC,
    /// [RopeScaling.Yarn] with the paper's ramp and magnitude.
    YARN,
    /// [RopeScaling.Llama3] with the factors 1 and 4 of Llama 3.1.
    LLAMA3,
    /// [RopeScaling.LongRope] with the divisors of the model's own file, which has to have them.
    LONGROPE
  }

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a value is out of its range
  public ScalingRequest {
    if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the factor of rotary scaling is out of range\n  expected at least 1, found " + factor);
    }
    if (originalContext.isPresent() && originalContext.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "the original context is out of range\n  expected at least 1, found "
              + originalContext.getAsInt());
    }
  }

  /// Returns the scaling that is asked for.
  ///
  /// @param own scaling of the model, which may know the original context
  /// @param contextLength of the model
  /// @throws IllegalArgumentException if longrope is asked for and the model has no divisors for it
  RopeScaling scaling(RopeScaling own, int contextLength) {
    int original = originalContext.orElse(originalContext(own, contextLength));
    return switch (kind) {
      case NONE -> new RopeScaling.None();
      case LINEAR -> new RopeScaling.Linear(factor);
      case DYNAMIC -> new RopeScaling.DynamicNtk(factor, original);
      case YARN -> RopeScaling.Yarn.of(factor, original);
      case LLAMA3 -> new RopeScaling.Llama3(factor, 1, 4, original);
      case LONGROPE -> longRope(own, original);
    };
  }

  private RopeScaling longRope(RopeScaling own, int original) {
    if (own instanceof RopeScaling.LongRope table) {
      return new RopeScaling.LongRope(
          table.shortDivisors(),
          table.longDivisors(),
          original,
          RopeScaling.LongRope.magnitude(factor, original));
    }
    throw new IllegalArgumentException(
        "longrope needs divisors that only models made for it bring\n  expected a model with"
            + " short and long rotary factors, found "
            + own.getClass().getSimpleName());
  }

  private static int originalContext(RopeScaling own, int contextLength) {
    return switch (own) {
      case RopeScaling.None _, RopeScaling.Linear _, RopeScaling.Divided _ -> contextLength;
      case RopeScaling.DynamicNtk ntk -> ntk.originalContext();
      case RopeScaling.Yarn yarn -> yarn.originalContext();
      case RopeScaling.Llama3 llama -> llama.originalContext();
      case RopeScaling.LongRope rope -> rope.originalContext();
    };
  }
}
