package assay.scorers.code.sandbox;

/// A worker that can no longer be trusted to answer: dead, silent, or out of step.
final class WorkerLost extends Exception {
  private static final long serialVersionUID = 1L;

  WorkerLost(String message) {
    super(message);
  }

  WorkerLost(String message, Throwable cause) {
    super(message, cause);
  }
}
