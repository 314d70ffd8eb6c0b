package assay.harness;

import assay.harness.command.AssayCommand;
import assay.harness.run.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParseResult;

/// Says what is wrong with a command line, by the program's own parser, and runs nothing.
final class CommandLineParser {
  private CommandLineParser() {}

  /// Returns a fresh program: parsing changes it.
  static CommandLine program() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return AssayCommand.commandLine(new Console(nowhere, nowhere, false, false), Commands.CATALOG);
  }

  /// Returns the complaints about a line that starts the program: about an option or a value that
  /// it does not take, and about one that lacks, unless the line leaves words out.
  static List<String> complaints(ShellLine line) {
    return complaints(line.elided(), line.arguments());
  }

  private static List<String> complaints(boolean elided, String... arguments) {
    CommandLine program = program();
    collecting(program);
    ParseResult parsed = program.parseArgs(arguments);
    List<String> complaints = new ArrayList<>();
    for (CommandLine each : parsed.asCommandLineList()) {
      each.getParseResult().errors().stream()
          .filter(error -> !(elided && error instanceof MissingParameterException))
          .map(Exception::getMessage)
          .forEach(complaints::add);
    }
    List<String> words = List.of(arguments);
    if (words.contains("--") && words.contains("submit")) {
      // What stands behind the dashes is a run's, with a folder of its own for each shard.
      String[] run =
          Stream.concat(
                  Stream.of("run"), words.subList(words.indexOf("--") + 1, words.size()).stream())
              .toArray(String[]::new);
      complaints.addAll(complaints(elided, run));
    }
    return complaints;
  }

  private static void collecting(CommandLine command) {
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(CommandLineParser::collecting);
  }
}
