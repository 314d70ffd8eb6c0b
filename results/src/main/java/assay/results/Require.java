package assay.results;

/// Checks that the compact constructors of this package share.
final class Require {
  private Require() {}

  static String text(String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }

  static void atLeast(long minimum, long value, String name) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          name + " must be at least " + minimum + ", found " + value);
    }
  }

  static void between(double low, double high, double value, String name) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " must be between " + low + " and " + high + ", found " + value);
    }
  }
}
