package assay.harness;

import assay.harness.catalog.Catalog;
import assay.harness.command.AssayCommand;
import assay.harness.configuration.Configuration;
import assay.harness.configuration.ConfigurationFiles;
import assay.harness.configuration.ConfiguredWords;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.StandardStream;
import assay.harness.run.TerminalOrders;
import assay.harness.run.UsageException;
import assay.harness.terminal.ErrorHandling;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;

/// The entry point of the command line.
public final class Main {
  private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");

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
    Catalog catalog = Catalog.standard(console);
    try {
      return run(args, console, catalog, configuration(catalog, args));
    } catch (UsageException | IOException e) {
      return new ErrorHandling(console).tell(e).status();
    }
  }

  /// Whoever asks for help gets it, whatever is configured.
  private static Configuration configuration(Catalog catalog, String... args) throws IOException {
    return Stream.of(args).anyMatch(HELP::contains)
        ? Configuration.NONE
        : ConfigurationFiles.of(System.getenv(), Path.of("")).read(catalog);
  }

  /// Runs one command over a catalog of one's own, with nothing configured.
  public static int run(String[] args, Console console, Catalog catalog) {
    return run(args, console, catalog, Configuration.NONE);
  }

  /// Runs one command over a catalog and with a configuration of one's own.
  public static int run(
      String[] args, Console console, Catalog catalog, Configuration configuration) {
    try {
      CommandLine program = AssayCommand.commandLine(console, catalog, configuration);
      return program.execute(new ConfiguredWords(configuration).of(program, args));
    } catch (Error e) { // what a command line library lets through
      return new ErrorHandling(console).tell(e).status();
    }
  }
}
