package assay.engine.template;

/// The failure of a template: it is malformed, it uses what is not supported, or it refuses its
/// context.
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String reason;

  /// Creates the failure.
  ///
  /// @param line line in the template, from 1
  /// @param reason what happened, without the place
  public TemplateException(int line, String reason) {
    super("chat template line " + line + ": " + reason);
    this.line = line;
    this.reason = reason;
  }

  /// The failure of an operation, with the line that the operation did not know.
  static TemplateException at(int line, EvaluationException failure) {
    TemplateException placed = new TemplateException(line, failure.getMessage());
    placed.initCause(failure);
    return placed;
  }

  /// Returns the line in the template where it happened, from 1.
  public int line() {
    return line;
  }

  /// Returns what happened, without the place.
  public String reason() {
    return reason;
  }
}
