package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.model.RecordedModel;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.Model;
import assay.harness.run.RunPlan;
import assay.harness.run.RunService;
import assay.harness.run.RunService.Mode;
import assay.harness.run.ScorerSet;
import assay.harness.run.UsageException;
import assay.results.Digests;
import assay.results.GenerationSettings;
import assay.results.PlanCoordinates;
import assay.results.RunManifest;
import assay.results.store.RunDirectory;
import assay.scorers.code.sandbox.Language;
import assay.tasks.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
      "  assay run --suite mmlu-pro --data test.parquet --model qwen2.5-0.5b.gguf --limit 100",
      "      the first 100 questions on the bundled engine; the shots are read from the file"
          + " beside",
      "      test.parquet whose name says validation",
      "  assay run --suite math-500 --data math500.jsonl --protocol math-500/simple-evals \\",
      "        --model http://localhost:8080/v1#qwen2.5-7b --concurrency 16",
      "      an OpenAI-compatible endpoint, 16 calls at once",
      "  assay run --suite livecodebench --data test5.jsonl --from 2024-08-01 --to 2025-01-31 \\",
      "        --model recorded:outputs.json",
      "      generations made elsewhere; the window is part of the metric's name",
      "  assay run ... --pad-to 32768 --pad-with documents --pad-from books/ --pad-position 0.5",
      "      the same questions in the middle of 32,768 tokens of other text",
      "  assay run ... --out runs/mine --resume",
      "      continue a run that was stopped",
      "",
      "Settings are the protocol's own; each one that is given is marked as a deviation.",
      "A run is a folder with manifest.json and records.jsonl, one line an attempt."
    })
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TaskOptions taskOptions;
  @Mixin private ModelOptions modelOptions;
  @Mixin private SamplingOptions sampling;
  @Mixin private PadFlags pad;
  @Mixin private SandboxFlags sandbox;
  @Mixin private LanguageFlag language;

  @Option(
      names = "--scorer",
      paramLabel = "NAME",
      description = "A further scorer beside the protocol's own; may be repeated.")
  private List<String> scorers = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The run's folder (default: below runs/, named after suite, model and settings).")
  private Path out;

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

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

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
    taskOptions = new TaskOptions(catalog);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Task published = taskOptions.task();
    List<String> names = new ArrayList<>(published.protocol().scorers());
    names.addAll(scorers);
    try (Model opened = modelOptions.open();
        ScorerSet set =
            ScorerSet.open(inLanguage(names, opened), sandbox.settings(bareCode(opened)))) {
      Task task = pad.apply(published, taskOptions, opened);
      RunPlan plan =
          RunPlan.of(
              task,
              taskOptions.selection(),
              sampling.apply(task.protocol().settings()),
              set.scorers());
      Model model = RecordedModel.against(opened, plan);
      RunService service = new RunService(console, ProgramVersion.circumstances());
      RunManifest manifest =
          service.manifest(
              plan, model, set.sandbox(), taskOptions.places(), new PlanCoordinates(coordinates));
      Path path = out == null ? defaultPath(manifest) : out;
      announce(manifest, path);
      RunDirectory run = service.run(path, plan, model, set.judges(), manifest, mode());
      return finish(run);
    }
  }

  /// How much a run asks for.
  record Size(long samples, int attempts) {}

  /// Counts what the options select, without a model.
  Size size() {
    Task task = taskOptions.task();
    GenerationSettings settings = sampling.apply(task.protocol().settings());
    RunPlan plan = RunPlan.of(task, taskOptions.selection(), settings, List.of());
    return new Size(plan.rows().size(), settings.attempts());
  }

  static boolean bareCode(Model model) {
    return model instanceof RecordedModel recorded && recorded.bareCode();
  }

  /// A recording may say what its programs are written in; a run has one language, as its scorers'
  /// names are part of its manifest.
  private List<String> inLanguage(List<String> names, Model model) {
    if (!(model instanceof RecordedModel recorded) || recorded.languages().isEmpty()) {
      return language.named(names);
    }
    Set<Language> declared = recorded.languages();
    Optional<String> said = language.word();
    if (declared.size() > 1) {
      throw new UsageException(
          "the recording has programs in %s; score them with assay score, or in files of one language"
              .formatted(declared));
    }
    Language only = declared.iterator().next();
    if (said.isPresent() && !Language.declaredBy(said.get()).equals(Optional.of(only))) {
      throw new UsageException(
          "--language %s: the recording's field language says %s".formatted(said.get(), only));
    }
    return names.stream().anyMatch(name -> name.startsWith("code/"))
        ? ScorerSet.inLanguage(names, only.label())
        : names;
  }

  private Mode mode() {
    if (retryUnmeasured) {
      return Mode.RETRY_UNMEASURED;
    }
    return resume ? Mode.RESUME : Mode.NEW;
  }

  /// The same command gets the same folder, so that `--resume` finds it.
  static Path defaultPath(RunManifest manifest) {
    String settled =
        Digests.ofText(
            "%s %s %s %s"
                .formatted(
                    manifest.model(),
                    manifest.dataset(),
                    manifest.protocol(),
                    manifest.settings()));
    String name =
        "%s_%s_%s"
            .formatted(
                manifest.dataset().suite(), manifest.model().name(), settled.substring(0, 8));
    return Path.of("runs", name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-"));
  }

  private void announce(RunManifest manifest, Path path) {
    console.remark("run       " + path);
    console.remark("model     " + manifest.model().name() + " " + manifest.model().facts().words());
    console.remark(
        "protocol  %s version %s"
            .formatted(manifest.protocol().name(), manifest.protocol().version()));
    console.remark(
        "samples   %d of %s, %s"
            .formatted(
                manifest.dataset().rows().size(),
                manifest.dataset().source(),
                manifest.dataset().selection()));
    manifest.circumstances().sandbox().ifPresent(line -> console.remark("sandbox   " + line));
    manifest.deviations().forEach(words -> console.remark("deviates  " + words));
  }

  private int finish(RunDirectory run) throws IOException {
    Reports.print(console, List.of(run), json);
    console.remark("records   " + run.recordFile());
    console.remark("report    assay report " + run.path());
    boolean unmeasured;
    try (var records = run.records()) {
      unmeasured = records.anyMatch(record -> !record.primaryScore().measured());
    }
    return failOnUnmeasured && unmeasured ? ExitCode.UNMEASURED.status() : ExitCode.OK.status();
  }
}
