package assay.scorers.code.sandbox;

import java.time.Duration;
import java.util.Objects;

/// A program to be compiled.
///
/// @param language what it is written in; not Python, which is not compiled
/// @param code the program's text, one source file
/// @param limits what the compiler may use; of its messages no more than the output is read
public record CompileRequest(Language language, String code, ExecutionLimits limits) {
  /// Compilers of contest sites get about ten seconds; the standard headers alone take two to four
  /// on one slow core.
  private static final Duration WALL = Duration.ofSeconds(30);

  /// Enough where every processor has ten things to do: to be slow is not to be broken.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int MESSAGE_BYTES = 1 << 18;
  private static final int PROCESSES = 64;

  public CompileRequest {
    Objects.requireNonNull(language);
    Objects.requireNonNull(code);
    Objects.requireNonNull(limits);
    if (language == Language.PYTHON) {
      throw new IllegalArgumentException("Python programs run as they are");
    }
  }

  /// Returns a request with the usual limits: 30 seconds, 256 KiB of messages, 64 processes and
  /// threads.
  ///
  /// @param memoryBytes what the compiler may use; a program's own limit will do
  public static CompileRequest of(Language language, String code, long memoryBytes) {
    return new CompileRequest(
        language, code, new ExecutionLimits(WALL, memoryBytes, MESSAGE_BYTES, PROCESSES));
  }

  /// Returns the request with three minutes of time, for what was not the program's doing.
  public CompileRequest unhurried() {
    return new CompileRequest(language, code, limits.withWallTime(PATIENCE));
  }
}
