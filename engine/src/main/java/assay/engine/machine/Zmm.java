package assay.engine.machine;

/// A vector register, by the name of all its 512 bits. Code of 256 bits uses the lower half of the
/// first sixteen, ymm.
///
/// @param number from 0 to 31
public record Zmm(int number) implements Source {
  /// Checks the number.
  public Zmm {
    if (number < 0 || number > 31) {
      throw new IllegalArgumentException("there is no register zmm" + number);
    }
  }
}
