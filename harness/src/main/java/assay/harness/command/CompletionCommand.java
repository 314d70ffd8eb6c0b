package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.help.Shell;
import assay.harness.help.ValueNames;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.ScorerSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints what a shell reads to complete this program's command lines.
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script by which a shell completes commands, options, their values (suites,"
          + " protocols, scorers) and files."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(assay completion bash)",
      "      in this shell; in ~/.bashrc for every one. zsh: the same with zsh,",
      "      behind compinit",
      "  assay completion fish > ~/.config/fish/completions/assay.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}, in any case.")
  private Shell shell;

  CompletionCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    List<String> protocols =
        catalog.benchmarks().all().stream()
            .flatMap(benchmark -> benchmark.protocolNames().stream())
            .distinct()
            .toList();
    ValueNames values =
        new ValueNames(
            Map.of(
                "--suite", catalog.suites(),
                "--protocol", protocols,
                "--scorer", ScorerSet.names()));
    // Another one: to tell its values changes the model that this one is executed by.
    console.out().print(shell.script(AssayCommand.commandLine(console, catalog), values));
    return ExitCode.OK.status();
  }
}
