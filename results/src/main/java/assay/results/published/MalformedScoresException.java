package assay.results.published;

/// A row of the registry of published scores cannot be read.
public final class MalformedScoresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;

  MalformedScoresException(String file, long line, String problem) {
    super(file + ":" + line + ": " + problem);
    this.file = file;
    this.line = line;
  }

  /// Returns the file's name.
  public String file() {
    return file;
  }

  /// Returns the line in the file, from 1.
  public long line() {
    return line;
  }
}
