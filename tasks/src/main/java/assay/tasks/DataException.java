package assay.tasks;

import java.util.Optional;
import java.util.OptionalLong;

/// Data that cannot be used as it is: which file, which line, which field, and what to do.
///
/// The message begins with the place, so that it helps when it is pasted alone.
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;
  private final String field;

  private DataException(String file, long line, String field, String problem) {
    this(
        place(file, line) + (field.isEmpty() ? "" : "field \"" + field + "\" ") + problem,
        file,
        line,
        field);
  }

  private DataException(String message, String file, long line, String field) {
    super(message);
    this.file = file;
    this.line = line;
    this.field = field;
  }

  private static String place(String file, long line) {
    return line > 0 ? file + ":" + line + ": " : file + ": ";
  }

  /// Returns the error of a whole file.
  public static DataException inFile(String file, String problem) {
    return new DataException(file, 0, "", problem);
  }

  /// Returns the error of one row, `line` counted from 1.
  public static DataException inRow(String file, long line, String problem) {
    return new DataException(file, line, "", problem);
  }

  /// Returns the error of one field of one row, `line` counted from 1.
  public static DataException inField(String file, long line, String field, String problem) {
    return new DataException(file, line, field, problem);
  }

  /// Returns this error with what was under way when it was met, such as a sample.
  public DataException during(String words) {
    return new DataException("%s: %s".formatted(words, getMessage()), file, line, field)
        .causedBy(this);
  }

  /// Returns this error with the lower-level exception that led to it.
  public DataException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  /// Returns the file's name.
  public String file() {
    return file;
  }

  /// Returns the line or row from 1, where the error has one.
  public OptionalLong line() {
    return line > 0 ? OptionalLong.of(line) : OptionalLong.empty();
  }

  /// Returns the field's name, where the error has one.
  public Optional<String> field() {
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }
}
