package assay.scorers.math.sympy;

/// Thrown inside the readers where the text is not in their language.
final class UnreadException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadException() {
    super("not readable", null, false, false);
  }
}
