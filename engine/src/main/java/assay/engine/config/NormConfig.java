package assay.engine.config;

/// How vectors are normalised.
///
/// @param epsilon added to the mean square
public record NormConfig(Kind kind, float epsilon) {
  /// What a vector is divided by.
  public enum Kind {
    /// The root of its mean square.
    ROOT_MEAN_SQUARE,
    /// Its standard deviation, after its mean has been taken off.
    LAYER
  }
}
