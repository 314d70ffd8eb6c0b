package assay.scorers.math.algebra;

/// Thrown when a comparison cannot be decided within its limits; [SoundEquivalence] turns it into
/// "undecided".
public final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndecidedException(String reason) {
    super(reason, null, false, false);
  }
}
