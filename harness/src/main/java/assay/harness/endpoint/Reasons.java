package assay.harness.endpoint;

/// Why a call came to nothing, in words.
final class Reasons {
  private Reasons() {}

  /// Returns an error's own words, or its kind where it has none.
  static String of(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
