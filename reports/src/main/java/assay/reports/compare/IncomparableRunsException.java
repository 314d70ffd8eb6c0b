package assay.reports.compare;

/// Runs between which no difference can be computed.
public final class IncomparableRunsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IncomparableRunsException(String message) {
    super(message);
  }
}
