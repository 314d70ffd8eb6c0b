package assay.harness.command;

import assay.engine.config.CacheType;
import assay.engine.config.ScalingRequest;
import assay.engine.config.WeightPlacement;
import assay.harness.catalog.Catalog;
import assay.harness.demo.Zoo;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.PaddingChoice;
import assay.harness.experiment.Scoring;
import assay.harness.experiment.Trial;
import assay.harness.model.EngineOptions;
import assay.harness.model.ModelChoice;
import assay.harness.model.RecordedFields;
import assay.harness.options.ScorersFlag;
import assay.harness.run.Console;
import assay.harness.run.Model;
import assay.harness.run.RunService;
import assay.harness.run.ScorerSet.ProgramSettings;
import assay.harness.stored.Reports;
import assay.harness.terminal.ProgramVersion;
import assay.results.DataPlaces;
import assay.results.GenerationSettings;
import assay.results.store.RunDirectory;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.padding.WantedLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the three suites on what the program brings along.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs all three suites on small models that this project has trained: a dense model early and"
          + " at its end, a Mixture-of-Experts, one trained on for mathematics, and two context"
          + " lengths; judges generations that were recorded elsewhere; and writes a report of what"
          + " differs, and how surely.",
      "",
      "Programs run in a sandbox; where none works, they are reported as not measured."
    },
    footerHeading = "%nExample:%n",
    footer = {"  assay demo --out runs/demo"})
final class DemoCommand implements Callable<Integer> {
  private static final List<String> MODELS =
      List.of("dense-early", "dense-final", "moe-same-active", "dense-math");
  private static final String TRAINED_SHORT = "qwen3-512";
  private static final List<String> LENGTHS = List.of(TRAINED_SHORT, "qwen3-yarn-2048");
  private static final Optional<ScalingRequest> STRETCHED =
      Optional.of(new ScalingRequest(ScalingRequest.Kind.YARN, 4, OptionalInt.empty()));
  private static final WantedLength LONG = new WantedLength(1024, 1, 1);
  private static final OptionalInt LONG_CONTEXT = OptionalInt.of(2048);

  private final Console console;
  private final Catalog catalog;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to put data, runs and report (default: a new folder below runs/).")
  private Path out;

  @Mixin private ScorersFlag summary;

  DemoCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = out == null ? freshFolder() : out;
    Zoo zoo = Zoo.extract(folder.resolve("zoo"), models());
    List<RunDirectory> runs = new ArrayList<>();
    for (Zoo.Suite suite : zoo.suites()) {
      for (String model : MODELS) {
        runs.add(
            run(
                asked(suite, engine(zoo, model, Optional.empty())),
                folder.resolve(suite.name() + "-" + model)));
      }
      ModelChoice recorded = new ModelChoice.Recorded(suite.recording(), RecordedFields.parse(""));
      runs.add(run(asked(suite, recorded), folder.resolve(suite.name() + "-recorded")));
    }
    runs.addAll(lengths(zoo, folder));
    Reports.publish(console, Reports.of(runs), runs, folder.resolve("report"), summary.form(false));
    return 0;
  }

  /// One model was stretched by training, the other is by a flag.
  private List<RunDirectory> lengths(Zoo zoo, Path folder)
      throws IOException, InterruptedException {
    Zoo.Suite suite = zoo.suites().getFirst();
    List<RunDirectory> runs = new ArrayList<>();
    for (String model : LENGTHS) {
      Optional<ScalingRequest> scaling = model.equals(TRAINED_SHORT) ? STRETCHED : Optional.empty();
      Experiment.Asked near = asked(suite, engine(zoo, model, Optional.empty()));
      Experiment.Asked far = asked(suite, engine(zoo, model, scaling));
      PaddingChoice padding =
          new PaddingChoice(LONG, new PaddingChoice.Shots(far.task().dataset()), Optional.empty());
      runs.add(run(near, folder.resolve("short-" + model)));
      runs.add(run(far.padded(Optional.of(padding)), folder.resolve("long-" + model)));
    }
    return runs;
  }

  private static List<String> models() {
    return Stream.of(MODELS, LENGTHS).flatMap(List::stream).toList();
  }

  private static Path freshFolder() {
    String now =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    Path folder = Path.of("runs", "demo-" + now);
    return Files.exists(folder)
        ? Path.of("runs", "demo-" + now + "-" + ProcessHandle.current().pid())
        : folder;
  }

  private static ModelChoice engine(Zoo zoo, String model, Optional<ScalingRequest> scaling) {
    return new ModelChoice.Engine(
        zoo.model(model),
        new EngineOptions(
            "auto",
            Runtime.getRuntime().availableProcessors(),
            scaling.isPresent() ? LONG_CONTEXT : OptionalInt.empty(),
            scaling,
            CacheType.F32,
            WeightPlacement.PACKED,
            OptionalLong.empty(),
            EngineOptions.DEFAULT_SEQUENCES));
  }

  private Experiment.Asked asked(Zoo.Suite suite, ModelChoice model) throws IOException {
    TaskRequest request =
        new TaskRequest(
            List.of(suite.data()), Optional.empty(), Optional.of(suite.protocol()), Window.ALL);
    Task task = catalog.benchmark(suite.name()).task(request);
    return Experiment.of(
            task, DataPlaces.UNKNOWN, model, Scoring.beside(List.of(), ProgramSettings.STANDARD))
        .sampled(oneGreedyAttempt(task.protocol().settings()));
  }

  private RunDirectory run(Experiment.Asked experiment, Path folder)
      throws IOException, InterruptedException {
    try (Model opened = experiment.model().open();
        Trial trial = Trial.open(experiment, opened, ProgramVersion.circumstances())) {
      trial.sandbox().ifPresent(line -> console.remark("sandbox: " + line));
      return trial.run(console, folder, RunService.Mode.NEW).directory();
    }
  }

  /// LiveCodeBench asks for ten drawn attempts, which a demo has no time for; the report marks it.
  private static GenerationSettings oneGreedyAttempt(GenerationSettings own) {
    return new GenerationSettings(
        own.maxTokens(), 0, own.topP(), own.topK(), own.seed(), own.stop(), 1);
  }
}
