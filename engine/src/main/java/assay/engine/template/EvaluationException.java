package assay.engine.template;

/// What went wrong in an operation that does not know its line; [Interpreter] adds the line.
final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EvaluationException(String message) {
    super(message);
  }
}
