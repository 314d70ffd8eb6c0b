package assay.harness;

import assay.harness.catalog.Catalog;
import assay.harness.command.AssayCommand;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.StandardStream;
import assay.harness.run.TerminalOrders;
import assay.harness.terminal.ErrorHandling;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The entry point of the command line.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its [ExitCode].
  public static void main(String[] args) {
    boolean quiet = Arrays.asList(args).contains("--quiet");
    Console console =
        new Console(
            standard(FileDescriptor.out, Boolean.getBoolean("assay.terminal.out")),
            standard(FileDescriptor.err, Boolean.getBoolean("assay.terminal")),
            TerminalOrders.allowed(Boolean.getBoolean("assay.terminal"), System.getenv()),
            quiet);
    int status = run(args, console);
    console.out().flush();
    console.err().flush();
    System.exit(status);
  }

  private static PrintStream standard(FileDescriptor descriptor, boolean terminal) {
    return new StandardStream(
        new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8), terminal);
  }

  /// Runs one command and returns its exit status; tests need no process of their own.
  public static int run(String[] args, Console console) {
    return run(args, console, Catalog.standard(console));
  }

  /// Runs one command over a catalog of one's own.
  public static int run(String[] args, Console console, Catalog catalog) {
    try {
      return AssayCommand.commandLine(console, catalog).execute(args);
    } catch (Error e) { // what a command line library lets through
      return new ErrorHandling(console).tell(e).status();
    }
  }
}
