package assay.harness.run;

import assay.results.text.Escapes;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard output or error: whatever a model, a log or a data file says, what is printed is text
/// ([Escapes#STREAM]) and never an order to a terminal. Bytes pass as they are.
public final class StandardStream extends PrintStream {
  private final boolean terminal;

  /// Prints to another stream.
  ///
  /// @param terminal whether a terminal reads it
  public StandardStream(PrintStream out, boolean terminal) {
    super(out, true, StandardCharsets.UTF_8);
    this.terminal = terminal;
  }

  /// Returns whether a terminal reads it.
  boolean terminal() {
    return terminal;
  }

  /// Prints text that is itself the result, such as a completion, for whoever reads it on: as it
  /// is, unless that is a terminal. Half a surrogate pair, which has no bytes, is escaped.
  void exact(String text) {
    super.print((terminal ? Escapes.STREAM : Escapes.JSON).apply(text));
  }

  @Override
  public void print(String text) {
    super.print(Escapes.STREAM.apply(String.valueOf(text)));
  }

  @Override
  public void print(Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char unit) {
    print(String.valueOf(unit));
  }

  @Override
  public void print(char[] units) {
    print(String.valueOf(units));
  }
}
