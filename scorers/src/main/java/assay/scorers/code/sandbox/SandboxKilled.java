package assay.scorers.code.sandbox;

/// The program provably ended the sandbox in which it ran: it is the program that failed.
///
/// Proof is one of two things. The kernel counted an allocation beyond the limit of the control
/// group that holds nothing but a worker and its program. Or two fresh workers were lost with the
/// program while nothing else ran in the sandbox, and a control program passed in the next one.
public final class SandboxKilled extends SandboxFault {
  private static final long serialVersionUID = 1L;

  public SandboxKilled(String message, Throwable cause) {
    super(message, cause);
  }
}
