package assay.scorers.math.sound;

/// Thrown where a text is not an answer in the notation that the parsers know. The text is then
/// compared as text.
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super(message, null, false, false);
  }
}
