package assay.scorers.code.sandbox.protocol;

/// A worker that can no longer be trusted to answer: dead, silent, or out of step.
public final class WorkerLost extends Exception {
  private static final long serialVersionUID = 1L;

  /// How far things had come.
  public enum Stage {
    /// No program had its first say yet.
    STARTING,
    /// A program was running, or what it left was being removed.
    RUNNING,
    /// The same, and the kernel says that worker and program together needed more memory than they
    /// may.
    OUT_OF_MEMORY
  }

  private final Stage stage;

  public WorkerLost(String message) {
    super(message);
    this.stage = Stage.STARTING;
  }

  public WorkerLost(String message, Throwable cause) {
    super(message, cause);
    this.stage = Stage.STARTING;
  }

  private WorkerLost(String message, Throwable cause, Stage stage) {
    super(message, cause);
    this.stage = stage;
  }

  /// Returns this loss as one at another stage.
  WorkerLost at(Stage other) {
    return new WorkerLost(getMessage(), this, other);
  }

  public Stage stage() {
    return stage;
  }
}
