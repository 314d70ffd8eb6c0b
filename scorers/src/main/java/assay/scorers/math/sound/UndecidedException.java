package assay.scorers.math.sound;

/// Thrown when a comparison cannot be decided within its limits; [SoundEquivalence] turns it into
/// "undecided".
final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecidedException(String reason) {
    super(reason, null, false, false);
  }
}
