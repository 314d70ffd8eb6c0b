package assay.results.store;

import java.nio.file.Path;

/// A run directory that cannot be read: the file, the line, and what to do.
public final class MalformedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;

  /// Creates the error; `line` is counted from 1, and 0 stands for the whole file.
  public MalformedRecordException(Path file, long line, String problem) {
    super((line > 0 ? file + ":" + line : file.toString()) + ": " + problem);
    this.file = file.toString();
    this.line = line;
  }

  /// Returns the file's path.
  public String file() {
    return file;
  }

  /// Returns the line from 1, or 0 for the whole file.
  public long line() {
    return line;
  }
}
