package assay.harness.command;

import assay.harness.help.ManPage;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.Similar;
import assay.harness.run.UsageException;
import assay.harness.terminal.ProgramVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints pages for `man`.
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = "Prints the page of a command for man, made of what its --help says.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay man run | man -l -",
      "  assay man --out ~/.local/share/man/man1",
      "      the pages of all commands, for man assay-run"
    })
final class ManCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Such as run, or engine lint (default: the program itself).")
  private List<String> path = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write the pages of the command and of all below it into this folder.")
  private Path out;

  ManCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.root().commandLine();
    for (String word : path) {
      Map<String, CommandLine> below = command.getSubcommands();
      if (!below.containsKey(word)) {
        throw new UsageException(
            "no command %s%s".formatted(word, Similar.hint(word, below.keySet())));
      }
      command = below.get(word);
    }
    if (out == null) {
      console.out().print(ManPage.of(command, ProgramVersion.version()));
      return ExitCode.OK.status();
    }
    Files.createDirectories(out);
    for (Map.Entry<String, String> page :
        ManPage.all(command, ProgramVersion.version()).entrySet()) {
      Files.writeString(out.resolve(page.getKey() + ".1"), page.getValue());
    }
    return ExitCode.OK.status();
  }
}
