package assay.harness.run;

import java.util.Map;

/// Whether a terminal may be given orders: colours, and to rewrite a line.
///
/// Source: no-color.org for `NO_COLOR`, bixense.com/clicolors for `CLICOLOR`, and terminfo(5) for
/// the terminal `dumb`, which knows no orders at all.
public final class TerminalOrders {
  private TerminalOrders() {}

  /// Returns whether orders may be given.
  ///
  /// @param terminal whether it is a terminal at all
  /// @param environment of the process
  public static boolean allowed(boolean terminal, Map<String, String> environment) {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("CLICOLOR", "").equals("0")
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
