package assay.engine.decoding;

/// Refuses settings out of their range.
final class Ranges {
  private Ranges() {}

  /// @throws IllegalArgumentException if the value is not sound
  static void require(boolean sound, String name, String expected, Object found) {
    if (!sound) {
      throw new IllegalArgumentException(
          "%s is out of range\n  expected %s, found %s".formatted(name, expected, found));
    }
  }
}
