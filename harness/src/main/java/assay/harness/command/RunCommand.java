package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.Trial;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.options.DifficultyFlag;
import assay.harness.options.ExperimentFlags;
import assay.harness.options.ScorersFlag;
import assay.harness.options.ShardOption;
import assay.harness.plan.ModelFindings;
import assay.harness.plan.PlanFinding;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.FinishedRun;
import assay.harness.run.Model;
import assay.harness.run.RunService.Mode;
import assay.harness.run.UsageException;
import assay.harness.stored.Reports;
import assay.harness.terminal.ProgramVersion;
import assay.harness.terminal.Storing;
import assay.reports.Report;
import assay.reports.axes.AxisOptions;
import assay.reports.difficulty.Difficulty;
import assay.results.PlanCoordinates;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a suite against a model and stores what came of it.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs a suite against a model, scores the answers and stores every sample.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay run --suite mmlu-pro --data test.parquet --model qwen2.5-0.5b.gguf \\",
      "        --limit 100",
      "      100 questions of all categories on the bundled engine; the shots are",
      "      in the file beside test.parquet whose name says validation",
      "  assay run --suite math-500 --data math500.jsonl \\",
      "        --protocol math-500/simple-evals \\",
      "        --model http://localhost:8080/v1#qwen2.5-7b --concurrency 16",
      "      an OpenAI-compatible endpoint, 16 calls at once",
      "  assay run --suite livecodebench --data test5.jsonl --from 2024-08-01 \\",
      "        --to 2025-01-31 --model recorded:outputs.json",
      "      generations made elsewhere; the window is part of the metric's name",
      "  assay run ... --pad-to 32768 --pad-with documents --pad-from books/ \\",
      "        --pad-position 0.5",
      "      the same questions in the middle of 32,768 tokens of other text",
      "  assay run ... --out runs/mine --resume",
      "      continue a run that was stopped",
      "  assay run ... --shard 2/4 --out shards/2",
      "      the second quarter; assay merge shards/* --out runs/whole when all",
      "      are done",
      "",
      "Settings are the protocol's own; each one that is given is marked as a",
      "deviation. A run is a folder with manifest.json and records.jsonl, one line an",
      "attempt."
    })
@InGroup(OptionGroup.OUTPUT)
final class RunCommand implements Callable<Integer>, Storing {
  private final Console console;
  private Optional<Path> folder = Optional.empty();

  @Mixin private final ExperimentFlags flags;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run's folder (default: below runs/, named after suite, model and settings).")
  private Path out;

  @InGroup(OptionGroup.TASK)
  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Do only part I of N of the samples, on any machine; assay merge puts the parts together"
              + " as one run.")
  private String shard;

  @Option(names = "--resume", description = "Continue the run in the folder, if there is one.")
  private boolean resume;

  @Option(
      names = "--retry-unmeasured",
      description = "With --resume: also do again what was not measured.")
  private boolean retryUnmeasured;

  @Option(
      names = "--fail-on-unmeasured",
      description = "End with status 4 if any sample was not measured.")
  private boolean failOnUnmeasured;

  @Option(
      names = "--fail-on-error",
      paramLabel = "SHARE",
      description =
          "End the run, to be continued, once more than this share of all attempts was not"
              + " measured, such as 0.02.")
  private Double mostUnmeasured;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private DifficultyFlag difficulty;
  @Mixin private ScorersFlag summary;

  @Option(
      names = "--coordinate",
      paramLabel = "AXIS=LABEL",
      description =
          "Noted in the manifest: where this run stands among others. A report on runs with the"
              + " same axes groups and compares them by it. Repeat it for several axes; assay sweep"
              + " sets it.")
  private Map<String, String> coordinates = new LinkedHashMap<>();

  RunCommand(Console console, Catalog catalog) {
    this.console = console;
    flags = new ExperimentFlags(catalog);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Difficulty> known = difficulty.read();
    Experiment.Asked experiment = flags.experiment().at(new PlanCoordinates(coordinates));
    try (Model opened = experiment.model().open();
        Trial whole = Trial.open(experiment, opened, ProgramVersion.circumstances())) {
      Trial trial = whole.part(ShardOption.parse(shard)).tolerating(tolerated());
      Path place = out == null ? trial.defaultFolder() : out;
      folder = Optional.of(place);
      trial.announce(console, place);
      ModelFindings.of(experiment.model(), trial.plan(), opened).stream()
          .filter(PlanFinding::serious)
          .forEach(each -> console.remark(each.words()));
      return finish(known, trial.run(console, place, Mode.of(resume, retryUnmeasured)));
    }
  }

  private static boolean unmeasured(Report report) {
    return report.runs().stream()
        .flatMap(run -> run.scorers().stream().limit(1))
        .anyMatch(own -> own.accuracy().counts().unmeasured() > 0);
  }

  @Override
  public Optional<Path> stored() {
    return folder;
  }

  private OptionalDouble tolerated() {
    if (mostUnmeasured == null) {
      return OptionalDouble.empty();
    }
    if (!(mostUnmeasured >= 0 && mostUnmeasured <= 1)) {
      throw new UsageException("--fail-on-error: expected 0 to 1, found " + mostUnmeasured);
    }
    return OptionalDouble.of(mostUnmeasured);
  }

  private int finish(Optional<Difficulty> known, FinishedRun finished) throws IOException {
    RunDirectory run = finished.directory();
    Report report = Reports.of(finished, AxisOptions.DEFAULT.with(known));
    Reports.print(console, report, List.of(run), summary.form(json));
    report.axes().adjustments().forEach(each -> console.remark(each.words()));
    console.remark("records   " + run.recordFile());
    console.remark("report    assay report " + run.path());
    return failOnUnmeasured && unmeasured(report)
        ? ExitCode.UNMEASURED.status()
        : ExitCode.OK.status();
  }
}
