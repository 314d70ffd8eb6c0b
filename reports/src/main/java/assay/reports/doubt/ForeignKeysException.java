package assay.reports.doubt;

/// Questions in doubt that are none of the runs'.
public final class ForeignKeysException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ForeignKeysException(String message) {
    super(message);
  }
}
