package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.demo.DemoFiles;
import assay.harness.model.EngineModel;
import assay.harness.model.EngineOptions;
import assay.harness.model.RecordedFields;
import assay.harness.model.RecordedModel;
import assay.harness.run.Console;
import assay.harness.run.Model;
import assay.harness.run.RunPlan;
import assay.harness.run.RunService;
import assay.harness.run.ScorerSet;
import assay.harness.run.Selection;
import assay.results.DataPlaces;
import assay.results.GenerationSettings;
import assay.results.PlanCoordinates;
import assay.results.RunManifest;
import assay.results.store.RunDirectory;
import assay.scorers.code.sandbox.SandboxChoice;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
  private final Console console;
  private final Catalog catalog;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to put data, runs and report (default: a new folder below runs/).")
  private Path out;

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
      Task task =
          catalog
              .benchmarks()
              .named(suite.name())
              .orElseThrow()
              .task(
                  new TaskRequest(
                      List.of(suite.data()), Optional.empty(), Optional.empty(), Window.ALL));
      try (ScorerSet scorers =
          ScorerSet.open(task.protocol().scorers(), SandboxChoice.AUTO, false)) {
        scorers.sandbox().ifPresent(line -> console.remark("sandbox: " + line));
        try (Model engine = EngineModel.open(files.model(), engineOptions())) {
          runs.add(run(folder, suite, task, scorers, engine, "engine"));
        }
        try (Model recorded = RecordedModel.open(suite.recording(), RecordedFields.parse(""))) {
          runs.add(run(folder, suite, task, scorers, recorded, "recorded"));
        }
      }
    }
    Path report = Reports.write(runs, folder.resolve("report"));
    Reports.print(console, runs, false);
    console.out().println("report: " + report.toAbsolutePath().normalize());
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

  private static EngineOptions engineOptions() {
    return new EngineOptions(
        "auto", Runtime.getRuntime().availableProcessors(), OptionalInt.empty());
  }

  private RunDirectory run(
      Path folder, DemoFiles.Suite suite, Task task, ScorerSet scorers, Model model, String name)
      throws IOException, InterruptedException {
    RunPlan plan =
        RunPlan.of(task, Selection.ALL, oneAttempt(task.protocol().settings()), scorers.scorers());
    RunService service = new RunService(console, ProgramVersion.circumstances());
    RunManifest manifest =
        service.manifest(plan, model, scorers.sandbox(), DataPlaces.UNKNOWN, PlanCoordinates.NONE);
    return service.run(
        folder.resolve(suite.name() + "-" + name),
        plan,
        model,
        scorers.judges(),
        manifest,
        RunService.Mode.NEW);
  }

  /// LiveCodeBench asks for ten attempts, which a demo has no time for; the report marks it.
  private static GenerationSettings oneAttempt(GenerationSettings own) {
    return new GenerationSettings(
        own.maxTokens(), own.temperature(), own.topP(), own.topK(), own.seed(), own.stop(), 1);
  }
}
