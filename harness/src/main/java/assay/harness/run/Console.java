package assay.harness.run;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Where a command writes: results alone go to `out`, progress and remarks to `err`. Both are
/// [StandardStream]s, so that no text can give orders to a terminal.
///
/// @param out standard output
/// @param err standard error
/// @param terminal whether standard error is a terminal that may be rewritten in place
///   ([TerminalOrders])
/// @param quiet whether progress and remarks are left out
public record Console(PrintStream out, PrintStream err, boolean terminal, boolean quiet) {
  /// Back to the front of the line, which is erased.
  private static final byte[] REWRITE = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

  public Console {
    out = standard(out);
    err = standard(err);
  }

  /// Returns whether what is printed to standard output may have colours.
  public boolean coloured() {
    return terminal && standard(out).terminal();
  }

  /// Returns this console without progress and remarks.
  public Console quieted() {
    return new Console(out, err, terminal, true);
  }

  private static StandardStream standard(PrintStream stream) {
    Objects.requireNonNull(stream);
    return stream instanceof StandardStream standard ? standard : new StandardStream(stream, false);
  }

  /// Prints text that is itself the result ([StandardStream#exact]).
  public void exact(String text) {
    standard(out).exact(text);
  }

  /// Shows a line in place of the one so shown before on a terminal, elsewhere below it, unless
  /// quiet.
  public void rewrite(String line) {
    if (quiet) {
      return;
    }
    if (terminal) {
      err.writeBytes(REWRITE);
      err.print(line);
    } else {
      err.println(line);
    }
    err.flush();
  }

  /// Prints a remark to standard error, unless quiet.
  public void remark(String text) {
    if (!quiet) {
      err.println(text);
    }
  }
}
