package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.Rescoring;
import assay.harness.experiment.Scoring;
import assay.harness.experiment.Trial;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.interchange.ForeignSuite;
import assay.harness.interchange.ImportedRun;
import assay.harness.interchange.MmluProOutputs;
import assay.harness.model.ModelChoice;
import assay.harness.options.ModelFlags;
import assay.harness.options.SandboxFlags;
import assay.harness.options.SubsetFlags;
import assay.harness.reproduce.ReproductionPlan;
import assay.harness.reproduce.ReproductionPlan.Possible;
import assay.harness.reproduce.ReproductionPlan.Refused;
import assay.harness.reproduce.ReproductionText;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.Model;
import assay.harness.run.RunService;
import assay.harness.run.ScorerSet.ProgramSettings;
import assay.harness.run.Selection;
import assay.harness.run.UsageException;
import assay.harness.stored.Reports;
import assay.harness.terminal.ProgramVersion;
import assay.reports.compare.Reproduction;
import assay.reports.run.RunReport;
import assay.results.DataPlaces;
import assay.results.published.PublishedScore;
import assay.results.store.RunDirectory;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Holds a published score against a run.
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Reproduces a published score: takes the figure and its protocol from the registry, runs or"
          + " replays, and reports published, measured, difference, whether it lies within the"
          + " sampling noise, and every field of the protocol that differs or is not stated."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay reproduce qwen1.5-110b/mmlu-pro \\",
      "        --recorded outputs_Qwen1.5-110B.full.jsonl.gz",
      "      offline, from the outputs that the benchmark's authors published",
      "  assay reproduce qwen2.5-72b-instruct/mmlu-pro --data test.parquet \\",
      "        --model http://localhost:8000/v1#Qwen2.5-72B-Instruct --out runs/qwen72",
      "  assay reproduce qwen2.5-72b-instruct/mmlu-pro --run runs/qwen72",
      "",
      "The model is asked by what the first figure's source states: shots, prompt,",
      "sampling, window and extractor. What the source leaves open is the protocol's",
      "own and is reported as not stated; what it states and no protocol has is",
      "refused, or named as not set.",
      "",
      "--json prints target, published, measured, difference (percent and points), n,",
      "withinNoise, scorer, fields (name, stated, used, agreement), sentence, and all",
      "figures of the registry."
    })
final class ReproduceCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(
      paramLabel = "TARGET",
      description = "MODEL/SUITE as in `assay published`, whatever the case.")
  private String target;

  @Option(
      names = "--recorded",
      paramLabel = "FILE",
      description = "Generations made elsewhere; without --data, MMLU-Pro's published outputs.")
  private Path recorded;

  @Option(names = "--run", paramLabel = "RUN", description = "A run made before.")
  private Path run;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A model to run, as in `assay run`.")
  private String model;

  @Option(names = "--data", paramLabel = "FILE", description = "The suite's data.")
  private List<Path> data = List.of();

  @Option(names = "--shots", paramLabel = "FILE", description = "Few-shot examples.")
  private Path shots;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description = "Rules by which to run (default: what the registry states, else the suite's).")
  private String protocol;

  @Option(
      names = "--figure",
      paramLabel = "N",
      description =
          "Which of the target's figures sets the protocol, counted as `assay published` lists them"
              + " (default: the first that can be run). The run is held against all of them.")
  private Integer figure;

  @Option(
      names = "--first",
      paramLabel = "N",
      description = "Only the first N samples; the report says so.")
  private Integer first;

  @Mixin private SubsetFlags subset;
  @Mixin private final ModelFlags modelFlags;
  @Mixin private SandboxFlags sandbox;

  @InGroup(OptionGroup.OUTPUT)
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder (default: below runs/).")
  private Path out;

  @InGroup(OptionGroup.OUTPUT)
  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  ReproduceCommand(Console console, Catalog catalog) {
    modelFlags = new ModelFlags(catalog.hub());
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<PublishedScore> figures = figures();
    RunDirectory directory = catalog.open(directory(figures));
    RunReport report = Reports.of(List.of(directory)).runs().getFirst();
    List<Reproduction> reproductions =
        figures.stream().map(figure -> Reproduction.of(figure, report)).toList();
    console
        .out()
        .print(
            json
                ? ReproductionText.json(target, reproductions)
                : ReproductionText.text(reproductions));
    console.remark("records   " + directory.recordFile());
    return ExitCode.OK.status();
  }

  private List<PublishedScore> figures() {
    int slash = target.lastIndexOf('/');
    if (slash < 1) {
      throw new UsageException("TARGET " + target + ": write MODEL/SUITE");
    }
    String name = target.substring(0, slash);
    String suite = target.substring(slash + 1).toLowerCase(Locale.ROOT);
    List<PublishedScore> found = catalog.published().of(name, suite);
    if (found.isEmpty()) {
      throw new UsageException(
          "the registry has no figure of %s on %s; `assay published %s` shows what it has"
              .formatted(name, suite, name));
    }
    return found;
  }

  private Path directory(List<PublishedScore> figures) throws IOException, InterruptedException {
    long sources =
        List.of(recorded != null, run != null, model != null).stream()
            .filter(given -> given)
            .count();
    if (sources != 1) {
      throw new UsageException("give one of --recorded, --run and --model");
    }
    if (run != null) {
      return run;
    }
    Path folder = out == null ? defaultFolder() : out;
    if (recorded != null && data.isEmpty()) {
      return imported(figures.getFirst(), folder);
    }
    return executed(plan(figures), folder);
  }

  /// The figure that sets the protocol is the one asked for, else the first that can be run.
  private Possible plan(List<PublishedScore> figures) {
    if (figure != null && (figure < 1 || figure > figures.size())) {
      throw new UsageException(
          "--figure %d: the registry has %d figures of %s"
              .formatted(figure, figures.size(), target));
    }
    List<PublishedScore> wanted = figure == null ? figures : List.of(figures.get(figure - 1));
    List<Refused> refused = new ArrayList<>();
    for (PublishedScore each : wanted) {
      switch (ReproductionPlan.of(each, catalog.benchmarks())) {
        case Possible possible -> {
          return possible;
        }
        case Refused reason -> refused.add(reason);
      }
    }
    throw new UsageException(
        "%s cannot be run: its source states %s, which no protocol of this program has"
            .formatted(
                target,
                refused.stream()
                    .map(reason -> "%s \"%s\"".formatted(reason.field(), reason.stated()))
                    .distinct()
                    .collect(Collectors.joining(", "))));
  }

  private Path defaultFolder() {
    String name = "reproduce-" + target + "-" + (recorded == null ? model : recorded.getFileName());
    return Path.of("runs", name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-"));
  }

  private Path imported(PublishedScore figure, Path folder)
      throws IOException, InterruptedException {
    MmluProOutputs log = new MmluProOutputs(recorded);
    ForeignSuite suite = ForeignSuite.of(log.origin(), catalog.benchmarks());
    if (catalog
        .benchmarks()
        .named(suite.name())
        .filter(known -> known.facts().isPublishedAs(figure.suite()))
        .isEmpty()) {
      throw new UsageException("--data is missing: name the data of suite " + figure.suite());
    }
    if (RunDirectory.isRun(folder)) {
      return folder;
    }
    ImportedRun run = ImportedRun.read(log, recorded, log.origin(), suite, Optional.empty());
    Scoring scoring = Scoring.by(log.origin().scorers(), ProgramSettings.STANDARD);
    try (Rescoring rescoring = Rescoring.open(new Experiment.Replayed(run, scoring))) {
      rescoring.store(
          console, folder, run.manifest(rescoring.scorers(), ProgramVersion.circumstances()));
    }
    return folder;
  }

  /// Runs by what the figure's source states, or continues where that run was stopped.
  private Path executed(Possible plan, Path folder) throws IOException, InterruptedException {
    if (data.isEmpty()) {
      throw new UsageException("--data is missing: name the data of suite " + plan.suite());
    }
    plan.unset().forEach(words -> console.remark("not set   " + words));
    Task task =
        catalog
            .benchmark(plan.suite())
            .task(
                new TaskRequest(
                    data,
                    Optional.ofNullable(shots),
                    Optional.of(Optional.ofNullable(protocol).orElse(plan.protocol())),
                    plan.window()));
    Experiment.Asked experiment =
        Experiment.of(
                task,
                new DataPlaces(Optional.empty(), data, Optional.ofNullable(shots)),
                modelChoice(),
                Scoring.beside(plan.scorer().stream().toList(), sandbox.settings()))
            .over(subset.of(first == null ? Selection.ALL : Selection.ALL.first(first)))
            .sampled(plan.settings(task.protocol().settings()));
    try (Model opened = experiment.model().open();
        Trial trial = Trial.open(experiment, opened, ProgramVersion.circumstances())) {
      console.remark("run       " + folder);
      trial.run(console, folder, RunService.Mode.RESUME);
      return folder;
    }
  }

  private ModelChoice modelChoice() {
    return modelFlags.choice(recorded == null ? model : "recorded:" + recorded);
  }
}
