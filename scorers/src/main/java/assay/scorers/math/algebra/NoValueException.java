package assay.scorers.math.algebra;

/// Thrown where an expression has no value at a point, or none that can be computed.
final class NoValueException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean undefined;

  private NoValueException(boolean undefined, String message) {
    super(message, null, false, false);
    this.undefined = undefined;
  }

  /// Returns the exception for a value that does not exist, such as 1/0.
  static NoValueException undefined(String what) {
    return new NoValueException(true, what + " is undefined");
  }

  /// Returns the exception for a value that exists but is too large or too fine to compute.
  static NoValueException outOfReach(String what) {
    return new NoValueException(false, what + " is out of reach of the arithmetic");
  }

  /// Returns whether the value does not exist at all.
  boolean isUndefined() {
    return undefined;
  }
}
