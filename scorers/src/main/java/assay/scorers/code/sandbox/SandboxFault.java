package assay.scorers.code.sandbox;

/// The sandbox itself failed; nothing is known about the program that it was to run, unless this is
/// a [SandboxKilled].
public sealed class SandboxFault extends Exception permits SandboxKilled {
  private static final long serialVersionUID = 1L;

  public SandboxFault(String message) {
    super(message);
  }

  public SandboxFault(String message, Throwable cause) {
    super(message, cause);
  }
}
