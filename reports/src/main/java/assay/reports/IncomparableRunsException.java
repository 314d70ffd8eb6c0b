package assay.reports;

/// Runs between which no difference can be computed.
public final class IncomparableRunsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IncomparableRunsException(String message) {
    super(message);
  }
}
