package assay.tasks.format;

import java.io.IOException;
import java.util.Locale;

/// More data than a stated limit allows: a damaged file or a decompression bomb.
public final class TooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  /// Creates the error.
  ///
  /// @param what what is too long, such as `a row`
  /// @param limitBytes bytes allowed
  public TooLongException(String what, long limitBytes) {
    super(
        String.format(
            Locale.ROOT, "has %s of more than %,d bytes. Correct the file", what, limitBytes));
  }
}
