package assay.harness.options;

import assay.harness.catalog.Catalog;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.Scoring;
import assay.harness.experiment.Trial;
import assay.harness.gate.BaselinePlan;
import assay.harness.gate.LiveGate;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.hub.Hub;
import assay.harness.run.Console;
import assay.harness.run.Model;
import assay.harness.run.RunService.Mode;
import assay.harness.run.UsageException;
import assay.harness.stored.StoredTask;
import assay.harness.terminal.ProgramVersion;
import assay.reports.gate.Baseline;
import assay.reports.gate.BaselineFile;
import assay.reports.gate.GateDemands;
import assay.reports.gate.RegressionCheck;
import assay.reports.run.RunNames;
import assay.results.DataPlaces;
import assay.results.RunManifest;
import assay.results.store.RunDirectory;
import assay.tasks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A candidate that is a model: how it is asked what the baseline was asked.
@InGroup(OptionGroup.MODEL)
public final class CandidateFlags {
  @Mixin private final ModelFlags modelFlags;
  @Mixin private SandboxFlags sandbox;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Model as candidate: the baseline's data, where it is no longer where the baseline's"
              + " manifest says. Its rows must have the same content.")
  private List<Path> data = List.of();

  @Option(
      names = "--shots",
      paramLabel = "FILE",
      description = "Model as candidate: the baseline's few-shot examples, likewise.")
  private Path shots;

  @Option(
      names = "--suite",
      paramLabel = "FILE",
      description = "Model as candidate: the description of a suite of your own, likewise.")
  private Path suite;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Model as candidate: the folder of its run (default: below runs/).")
  private Path out;

  @Option(names = "--resume", description = "Model as candidate: continue the run in the folder.")
  private boolean resume;

  @Option(
      names = "--retry-unmeasured",
      description = "With --resume: also do again what was not measured.")
  private boolean retryUnmeasured;

  /// Creates the flags.
  ///
  /// @param hub where models with a name are
  public CandidateFlags(Hub hub) {
    modelFlags = new ModelFlags(hub);
  }

  /// Returns whether a candidate is a model rather than a run or a baseline file.
  ///
  /// @throws UsageException if it is neither
  public static boolean isModel(String candidate) throws IOException {
    if (ModelFlags.isAddress(candidate)) {
      return true;
    }
    Path path = Path.of(candidate);
    if (RunDirectory.isRun(path) || BaselineFile.isBaseline(path)) {
      return false;
    }
    if (Files.isRegularFile(path) || Files.exists(path.resolve("config.json"))) {
      return true;
    }
    throw new UsageException(
        "--candidate %s: neither a run's folder (manifest.json) nor a model; write a run, a GGUF file, a checkpoint folder, http(s)://host/v1#name or recorded:FILE"
            .formatted(candidate));
  }

  /// Refuses what only a model has a use for.
  public void requireUnused() {
    if (!data.isEmpty() || shots != null || suite != null || out != null || resume) {
      throw new UsageException(
          "--data, --shots, --suite, --out and --resume are for a model as --candidate; this"
              + " candidate is a finished run");
    }
  }

  /// Runs the candidate until the gate decides.
  public RegressionCheck check(
      Console console, Catalog catalog, Baseline baseline, String candidate, GateDemands demands)
      throws IOException, InterruptedException {
    RunManifest made =
        baseline
            .manifest()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--baseline: the file was written by an earlier version and does not say"
                            + " how the baseline was made; write it anew with --write-baseline"));
    requireRows(made, demands.mustSolve());
    StoredTask stored = new StoredTask("baseline", made);
    DataPlaces places = stored.places(Optional.ofNullable(suite), data, Optional.ofNullable(shots));
    Task task = BaselinePlan.task(stored.task(catalog, places), made);
    Experiment.Asked experiment =
        Experiment.of(
                task,
                places,
                modelFlags.choice(candidate),
                Scoring.by(made.scorers(), sandbox.settings()))
            .over(BaselinePlan.selection(made))
            .sampled(made.settings());
    LiveGate gate = new LiveGate(baseline, demands, console);
    try (Model model = experiment.model().open();
        Trial trial =
            Trial.open(experiment, model, ProgramVersion.circumstances())
                .under(planned -> gate.manifest(planned, made))) {
      Path folder = out == null ? trial.defaultFolder() : out;
      console.remark("run       " + folder);
      RunDirectory run = trial.directory(folder, Mode.of(resume, retryUnmeasured));
      RegressionCheck check =
          gate.run(trial.runner(console), run, name(folder, baseline), retryUnmeasured);
      console.remark("records   " + run.recordFile());
      return check;
    }
  }

  /// A candidate must not be called what the baseline is called.
  private static String name(Path run, Baseline baseline) {
    return RunNames.among(run, List.of(run, Path.of(baseline.outcomes().name())));
  }

  private static void requireRows(RunManifest made, Set<String> mustSolve) {
    Set<String> missing = new TreeSet<>(mustSolve);
    missing.removeAll(
        made.dataset().rows().stream().map(RunManifest.Row::id).collect(Collectors.toSet()));
    if (!missing.isEmpty()) {
      throw new UsageException("--must-solve: not in the baseline: " + String.join(", ", missing));
    }
  }
}
