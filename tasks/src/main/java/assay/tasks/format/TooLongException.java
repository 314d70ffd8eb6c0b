package assay.tasks.format;

import java.io.IOException;

/// More data than a stated limit allows: a damaged file or a decompression bomb.
public final class TooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  /// Creates the error.
  ///
  /// @param what what is too long, such as `the row`
  /// @param limitBytes bytes allowed
  public TooLongException(String what, long limitBytes) {
    super("%s has more than %d MiB. Correct the file".formatted(what, limitBytes >> 20));
  }
}
