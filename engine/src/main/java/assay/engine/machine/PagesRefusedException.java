package assay.engine.machine;

/// Thrown if the operating system does not give memory, or does not let it be executed.
public final class PagesRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param call that failed, in words
  /// @param errno of the C library
  PagesRefusedException(String call, int errno) {
    super("%s was refused (errno %d)".formatted(call, errno));
  }
}
