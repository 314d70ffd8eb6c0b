package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.options.RetryFlags;
import assay.harness.options.ScorersFlag;
import assay.harness.retry.Chosen;
import assay.harness.retry.Retry;
import assay.harness.retry.Unmeasured;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.stored.Reports;
import assay.harness.terminal.ProgramVersion;
import assay.harness.terminal.Repeatable;
import assay.results.Cause;
import assay.results.RetryNote;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Does again what a stored run could not measure.
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Does again, alone, what a stored run could not measure.",
      "Everything that is measured comes from the run's manifest; what can no longer be the same is"
          + " refused. An answer that is stored and only was not judged, as where the sandbox did"
          + " not work, is judged and not paid for again.",
      "The new records are appended to the run and count. Those that they replace stay in its file,"
          + " and retries.jsonl beside it says when and where it was done."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay retry runs/mine",
      "  assay retry runs/mine --endpoint https://backup.example.com/v1 \\",
      "        --api-key-env BACKUP_KEY",
      "  assay retry runs/mine --list",
      "      only say what was not measured, and what was done again so far",
      "",
      "Without --cause and --all it does what was an accident: endpoint errors,",
      "timeouts, faults of sandbox or grader. What the model itself did under these",
      "settings stays, such as completions that a limit cut and refusals: to ask until",
      "something else comes would choose among answers. Attempts without any record",
      "belong to assay run --resume."
    })
final class RetryCommand implements Callable<Integer>, Repeatable {
  private final Console console;
  private final Catalog catalog;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path folder;

  @Mixin private RetryFlags flags;

  @Option(
      names = "--cause",
      paramLabel = "CAUSE",
      description =
          "Only what was not measured for this cause; may be repeated: ${COMPLETION-CANDIDATES}.")
  private List<Cause> causes = List.of();

  @Option(names = "--all", description = "Whatever was not measured, for any cause.")
  private boolean all;

  @Option(names = "--list", description = "Only say what was not measured; asks nothing.")
  private boolean list;

  @Option(
      names = "--fail-on-unmeasured",
      description = "End with status 4 if any sample is still not measured.")
  private boolean failOnUnmeasured;

  @InGroup(OptionGroup.OUTPUT)
  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private ScorersFlag summary;

  RetryCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunDirectory run = catalog.open(folder);
    if (list) {
      list(run);
      return ExitCode.OK.status();
    }
    Chosen chosen = chosen();
    if (Unmeasured.now(run, chosen).total() > 0) {
      new Retry(run, chosen)
          .carryOut(
              flags.experiment(catalog, run.manifest()), ProgramVersion.circumstances(), console);
    } else {
      console.remark("nothing to do again");
    }
    Unmeasured left = Unmeasured.now(run, record -> true);
    Reports.print(console, List.of(run), summary.form(json));
    console.remark("still not measured: " + left);
    return failOnUnmeasured && left.total() > 0
        ? ExitCode.UNMEASURED.status()
        : ExitCode.OK.status();
  }

  private Chosen chosen() {
    if (all) {
      return Chosen.ALL;
    }
    return causes.isEmpty() ? Chosen.ACCIDENTS : new Chosen(EnumSet.copyOf(causes));
  }

  private void list(RunDirectory run) throws IOException {
    console.out().println("not measured  " + Unmeasured.now(run, record -> true));
    console
        .out()
        .println("to do again   " + Unmeasured.now(run, chosen()) + ", which assay retry does");
    console.out().println("replaced      " + Unmeasured.replaced(run));
    for (RetryNote note : run.retries()) {
      console
          .out()
          .printf(
              "retry         %s by version %s: %d attempts, behind byte %d of %s%s%n",
              note.begun(),
              note.version(),
              note.attempts(),
              note.recordBytes(),
              run.recordFile().getFileName(),
              note.address().map(address -> ", at " + address).orElse(""));
    }
  }
}
