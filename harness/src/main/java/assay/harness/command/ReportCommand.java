package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.options.AttemptFlags;
import assay.harness.options.AxisFlags;
import assay.harness.options.RankFlag;
import assay.harness.options.ScorersFlag;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.harness.stored.Reports;
import assay.harness.stored.Runs;
import assay.reports.Report;
import assay.reports.doubt.ForeignKeysException;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes the report of stored runs.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the report of one run, or of several side by side: a self-contained page"
          + " (report.html), its pictures as PNG, report.md, summary.csv, samples.csv, summary.json"
          + " and summary.tex. Runs of one suite and scorer are compared.",
      "Where the models are known, scores stand against what they cost (cost.csv, cost.tex): active"
          + " parameters, bytes of weights and of KV cache per token, time and energy, each with"
          + " its Pareto front. Facts come from the runs of the bundled engine, from --models, and"
          + " from a registry of published configurations; a model without facts is named as such.",
      "What servers say of the calls is shown where they say it (calls.csv): tokens, thoughts,"
          + " answers from the cache, time to the first token, and with prices the cost, per sample"
          + " and per right answer, and score against it.",
      "With --doubtful, scores without the questions whose key is disputed stand beside the"
          + " official ones, never in their place (doubtful.csv, doubtful-differences.csv).",
      "No model is needed: a report is made from records alone."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay report runs/math-500_qwen_1a2b3c4d",
      "  assay report runs/* --out comparison",
      "  assay report runs/* --json | jq .",
      "",
      "Prints the summary and, last, the path of the page."
    })
final class ReportCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where to put the report (default: the folder report in the run, or ./report for several"
              + " runs).")
  private Path out;

  @Option(names = "--json", description = "Print the summary as one JSON object, without the path.")
  private boolean json;

  @Mixin private AxisFlags axes;
  @Mixin private AttemptFlags attempts;
  @Mixin private RankFlag rank;
  @Mixin private ScorersFlag summary;

  ReportCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    List<RunDirectory> opened = new ArrayList<>();
    for (Path run : runs) {
      opened.add(catalog.open(run));
    }
    Runs.requireDistinct(runs);
    int most =
        opened.stream().mapToInt(run -> run.manifest().settings().attempts()).max().orElse(1);
    Report report = report(opened, most);
    Reports.publish(console, report, opened, folder(), summary.form(json));
    report.axes().adjustments().forEach(each -> console.remark(each.words()));
    report.axes().doubtful().scores().forEach(each -> console.remark(each.words()));
    return 0;
  }

  private Report report(List<RunDirectory> opened, int most) throws IOException {
    try {
      return Reports.of(opened, axes.options(), attempts.choice(most), rank.order(opened.size()));
    } catch (ForeignKeysException e) {
      throw new UsageException("--doubtful %s %s".formatted(axes.doubtful(), e.getMessage()));
    }
  }

  private Path folder() {
    if (out != null) {
      return out;
    }
    return runs.size() == 1 ? runs.getFirst().resolve("report") : Path.of("report");
  }
}
