package assay.engine.model;

import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling;
import assay.engine.config.RopeScaling.DynamicNtk;
import assay.engine.config.RopeScaling.Linear;
import assay.engine.config.RopeScaling.Llama3;
import assay.engine.config.RopeScaling.LongRope;
import assay.engine.config.RopeScaling.Yarn;
import java.util.List;

/// The angles that rotary embedding turns by for each position, and the size of what it turns.
///
/// Source: Hugging Face Transformers, `modeling_rope_utils.py`; llama.cpp, `ggml_rope_ext`.
final class RopeFrequencies {
  private final double[] radians; // [width / 2]
  private final double magnitude;

  private RopeFrequencies(double[] radians, double magnitude) {
    this.radians = radians;
    this.magnitude = magnitude;
  }

  /// Returns the angles of each pair in radians for each position.
  double[] radians() {
    return radians;
  }

  /// Returns the factor for turned vectors.
  double magnitude() {
    return magnitude;
  }

  /// Computes the angles.
  ///
  /// @param contextLength positions that the model is run with
  static RopeFrequencies of(Rotary rotary, int contextLength) {
    double[] trained = trained(rotary.base(), rotary.width());
    return switch (rotary.scaling()) {
      case RopeScaling.None _ -> new RopeFrequencies(trained, 1);
      case Linear linear -> new RopeFrequencies(scaled(trained, 1 / linear.factor()), 1);
      case DynamicNtk ntk ->
          new RopeFrequencies(trained(base(rotary, ntk, contextLength), rotary.width()), 1);
      case Yarn yarn -> new RopeFrequencies(blend(trained, rotary, yarn), yarn.magnitude());
      case Llama3 llama -> new RopeFrequencies(stretch(trained, llama), 1);
      case RopeScaling.Divided(List<Double> divisors) ->
          new RopeFrequencies(divided(trained, divisors), 1);
      case LongRope rope -> {
        boolean isLong = contextLength > rope.originalContext();
        List<Double> divisors = isLong ? rope.longDivisors() : rope.shortDivisors();
        yield new RopeFrequencies(divided(trained, divisors), rope.magnitude());
      }
    };
  }

  private static double[] trained(double base, int width) {
    double[] radians = new double[width / 2];
    for (int i = 0; i < radians.length; i++) {
      radians[i] = Math.pow(base, -2.0 * i / width);
    }
    return radians;
  }

  private static double[] scaled(double[] radians, double factor) {
    double[] result = new double[radians.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = radians[i] * factor;
    }
    return result;
  }

  private static double[] divided(double[] radians, List<Double> divisors) {
    double[] result = new double[radians.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = radians[i] / divisors.get(i);
    }
    return result;
  }

  private static double base(Rotary rotary, DynamicNtk ntk, int contextLength) {
    if (contextLength <= ntk.originalContext()) {
      return rotary.base();
    }
    double stretch = ntk.factor() * contextLength / ntk.originalContext() - (ntk.factor() - 1);
    return rotary.base() * Math.pow(stretch, rotary.width() / (rotary.width() - 2.0));
  }

  private static double[] blend(double[] trained, Rotary rotary, Yarn yarn) {
    double fast = pair(rotary, yarn, yarn.ramp().fastTurns());
    double slow = pair(rotary, yarn, yarn.ramp().slowTurns());
    boolean whole = yarn.ramp().whole();
    double low = Math.max(0, whole ? Math.floor(fast) : fast);
    double high = Math.min(rotary.width() - 1, whole ? Math.ceil(slow) : slow);
    double[] result = new double[trained.length];
    for (int i = 0; i < result.length; i++) {
      double ramp = Math.clamp((i - low) / Math.max(0.001, high - low), 0, 1);
      result[i] = trained[i] / yarn.factor() * ramp + trained[i] * (1 - ramp);
    }
    return result;
  }

  /// Returns the pair, as a fraction, that makes so many turns within the original context.
  private static double pair(Rotary rotary, Yarn yarn, double turns) {
    double positionsPerTurn = yarn.originalContext() / (turns * 2 * Math.PI);
    return rotary.width() * Math.log(positionsPerTurn) / (2 * Math.log(rotary.base()));
  }

  private static double[] stretch(double[] trained, Llama3 scaling) {
    double[] result = new double[trained.length];
    for (int i = 0; i < result.length; i++) {
      double waves = scaling.originalContext() * trained[i] / (2 * Math.PI);
      double low = scaling.lowFactor();
      double smooth = Math.clamp((waves - low) / (scaling.highFactor() - low), 0, 1);
      result[i] = trained[i] * smooth + trained[i] / scaling.factor() * (1 - smooth);
    }
    return result;
  }
}
