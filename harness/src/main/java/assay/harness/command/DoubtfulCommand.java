package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.harness.stored.Runs;
import assay.reports.doubt.DoubtfulFile;
import assay.reports.doubt.KeyCandidates;
import assay.reports.run.RunRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Proposes questions whose key is doubtful.
@Command(
    name = "doubtful",
    mixinStandardHelpOptions = true,
    description = {
      "Proposes questions whose key is doubtful, from runs of several models over one suite.",
      "Two kinds: no model has it right and more than half of them give one and the same other"
          + " answer; or good models miss it more often than bad ones (exact one-sided rank-sum"
          + " test of the models' scores). They are candidates for a reader: a hard question looks"
          + " alike. Where answers are right in part, those that earn the most of it stand against"
          + " the others. The file is what report --doubtful reads; where nothing is doubtful there"
          + " is none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay doubtful --out candidates.csv runs/qwen runs/phi runs/llama",
      "  assay report runs/new --doubtful bundled --doubtful candidates.csv"
    })
final class DoubtfulCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(arity = "2..*", paramLabel = "RUN", description = "Folders of runs of one suite.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write: JSON Lines if its name ends with .jsonl, else CSV.")
  private Path out;

  @Option(
      names = "--least",
      paramLabel = "N",
      defaultValue = "5",
      description = "Runs that must have measured a question (default: ${DEFAULT-VALUE}).")
  private int least;

  @Option(
      names = "--level",
      paramLabel = "P",
      defaultValue = "0.05",
      description = "Level of the rank-sum test (default: ${DEFAULT-VALUE}).")
  private double level;

  DoubtfulCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    List<RunRecords> opened = Runs.opened(runs, catalog);
    KeyCandidates found = found(opened);
    if (found.tested() == 0) {
      throw new UsageException(
          "--least %d: no question of %s was measured by so many of the %d runs; the most is %d. Nothing is written to %s"
              .formatted(least, found.task(), opened.size(), found.mostRuns(), out));
    }
    if (found.keys().all().isEmpty()) {
      console
          .out()
          .printf(
              "none of %d questions of %s that at least %d runs measured is doubtful by --level %s;"
                  + " nothing is written to %s%n",
              found.tested(), found.task(), least, level, out);
      return ExitCode.OK.status();
    }
    DoubtfulFile.write(found.keys(), out);
    Map<String, Integer> kinds = new TreeMap<>();
    found.keys().all().forEach(key -> kinds.merge(key.kind(), 1, Integer::sum));
    console
        .out()
        .printf(
            "%s: %d of %d questions of %s that at least %d runs measured%n",
            out, found.keys().all().size(), found.tested(), found.task(), least);
    kinds.forEach((kind, count) -> console.out().printf("  %d: %s%n", count, kind));
    console
        .out()
        .printf(
            Locale.ROOT,
            "  (rank sums this low by chance, if right answers did not depend on the model:"
                + " %.0f)%n",
            found.expectedByChance());
    return ExitCode.OK.status();
  }

  private KeyCandidates found(List<RunRecords> opened) {
    try {
      return KeyCandidates.of(opened, new KeyCandidates.Demands(least, level));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
