package assay.harness;

import assay.harness.catalog.Catalog;
import assay.harness.command.AssayCommand;
import assay.harness.run.Console;
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
            utf8(FileDescriptor.out),
            utf8(FileDescriptor.err),
            Boolean.getBoolean("assay.terminal"),
            quiet);
    int status = run(args, console);
    console.out().flush();
    console.err().flush();
    System.exit(status);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// Runs one command and returns its exit status; tests need no process of their own.
  public static int run(String[] args, Console console) {
    return run(args, console, Catalog.standard());
  }

  /// Runs one command over a catalog of one's own.
  public static int run(String[] args, Console console, Catalog catalog) {
    return AssayCommand.commandLine(console, catalog).execute(args);
  }
}
