package assay.scorers.code.sandbox.backend;

/// A backend cannot be used on this machine.
public final class BackendRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /// @param reason what was found
  /// @param remedy what the user can do about it
  public BackendRefused(String reason, String remedy) {
    super(reason);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
