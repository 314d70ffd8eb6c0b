package assay.engine.machine;

/// A register that says which lanes of a vector are written.
///
/// @param number from 1 to 7
public record Mask(int number) {
  /// Checks the number.
  public Mask {
    if (number < 1 || number > 7) {
      throw new IllegalArgumentException("no lanes can be chosen by k" + number);
    }
  }
}
