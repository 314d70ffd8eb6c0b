package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.demo.DemoFiles;
import assay.harness.experiment.Experiment;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the three suites on what the program brings along.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs all three suites on the program's own small data, through the bundled engine (a tiny"
          + " model with random weights, which knows nothing) and from recorded generations, and"
          + " writes a report.",
      "",
      "Programs run in a sandbox; where none works, they are reported as not measured."
    },
    footerHeading = "%nExample:%n",
    footer = {"  assay demo --out runs/demo"})
final class DemoCommand implements Callable<Integer> {
  private static final EngineOptions ENGINE =
      new EngineOptions("auto", Runtime.getRuntime().availableProcessors(), OptionalInt.empty());

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
    DemoFiles files = DemoFiles.extract(folder.resolve("data"));
    List<RunDirectory> runs = new ArrayList<>();
    for (DemoFiles.Suite suite : files.suites()) {
      runs.add(run(suite, new ModelChoice.Engine(files.model(), ENGINE), folder, "engine"));
      RecordedFields usual = RecordedFields.parse("");
      runs.add(run(suite, new ModelChoice.Recorded(suite.recording(), usual), folder, "recorded"));
    }
    Reports.publish(console, Reports.of(runs), runs, folder.resolve("report"), summary.form(false));
    return 0;
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

  private RunDirectory run(DemoFiles.Suite suite, ModelChoice model, Path folder, String name)
      throws IOException, InterruptedException {
    Task task = catalog.benchmark(suite.name()).task(TaskRequest.of(List.of(suite.data())));
    Experiment.Asked experiment =
        Experiment.of(
                task,
                DataPlaces.UNKNOWN,
                model,
                Scoring.beside(List.of(), ProgramSettings.STANDARD))
            .sampled(oneAttempt(task.protocol().settings()));
    try (Model opened = experiment.model().open();
        Trial trial = Trial.open(experiment, opened, ProgramVersion.circumstances())) {
      trial.sandbox().ifPresent(line -> console.remark("sandbox: " + line));
      return trial.run(console, folder.resolve(suite.name() + "-" + name), RunService.Mode.NEW);
    }
  }

  /// LiveCodeBench asks for ten attempts, which a demo has no time for; the report marks it.
  private static GenerationSettings oneAttempt(GenerationSettings own) {
    return new GenerationSettings(
        own.maxTokens(), own.temperature(), own.topP(), own.topK(), own.seed(), own.stop(), 1);
  }
}
