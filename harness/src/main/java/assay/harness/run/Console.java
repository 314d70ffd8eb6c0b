package assay.harness.run;

import java.io.PrintStream;
import java.util.Objects;

/// Where a command writes: results alone go to `out`, progress and remarks to `err`.
///
/// @param out standard output
/// @param err standard error
/// @param terminal whether standard error is a terminal that may be rewritten in place
/// @param quiet whether progress and remarks are left out
public record Console(PrintStream out, PrintStream err, boolean terminal, boolean quiet) {
  public Console {
    Objects.requireNonNull(out);
    Objects.requireNonNull(err);
  }

  /// Returns this console without progress and remarks.
  public Console quieted() {
    return new Console(out, err, terminal, true);
  }

  /// Returns this console with results going elsewhere, for a command within a command.
  public Console resultsTo(PrintStream stream) {
    return new Console(stream, err, terminal, quiet);
  }

  /// Prints a remark to standard error, unless quiet.
  public void remark(String text) {
    if (!quiet) {
      err.println(text);
    }
  }
}
