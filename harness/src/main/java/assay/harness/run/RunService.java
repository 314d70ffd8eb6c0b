package assay.harness.run;

import assay.results.GenerationSettings;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.ProtocolIdentity;
import assay.results.store.RunDirectory;
import assay.tasks.Dataset;
import assay.tasks.Protocol;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes or continues the directory of a run and has the [Runner] fill it.
public final class RunService {
  private final Console console;
  private final Map<String, String> program;

  /// Creates the service.
  ///
  /// @param program what manifests say about program and host
  public RunService(Console console, Map<String, String> program) {
    this.console = console;
    this.program = Map.copyOf(program);
  }

  /// How an existing directory is treated.
  public enum Mode {
    /// The run must be new.
    NEW,
    /// Attempts without a record are done; a directory that is no run yet becomes one.
    RESUME,
    /// As [#RESUME], and attempts that were not measured are done again.
    RETRY_UNMEASURED
  }

  /// Returns the manifest of a plan.
  ///
  /// @param remarks further facts on how the program was set up, such as the sandbox
  public RunManifest manifest(RunPlan plan, Model model, Map<String, String> remarks) {
    Dataset dataset = plan.task().dataset();
    Protocol protocol = plan.task().protocol();
    Map<String, String> facts = new LinkedHashMap<>(program);
    facts.putAll(model.remarks());
    facts.putAll(remarks);
    return new RunManifest(
        RunManifest.CURRENT_FORMAT,
        facts,
        model.identity(),
        new DatasetIdentity(
            plan.task().suite(),
            dataset.source(),
            dataset.digest(),
            plan.selection().description(),
            plan.rows()),
        new ProtocolIdentity(
            protocol.name(),
            protocol.version(),
            plan.task().metric(),
            protocol.settings().maxTokens(),
            protocol.materials(),
            protocol.padding()),
        plan.settings(),
        plan.scorers().stream().map(scorer -> scorer.name()).toList(),
        Stream.concat(deviations(plan).stream(), model.deviations().stream()).toList());
  }

  private static List<String> deviations(RunPlan plan) {
    List<String> words = new ArrayList<>();
    Protocol protocol = plan.task().protocol();
    if (!plan.selection().equals(Selection.ALL)) {
      words.add("samples: " + plan.selection().description());
    }
    if (!protocol.padding().isEmpty()) {
      words.add(padded(protocol.padding()));
    }
    GenerationSettings own = protocol.settings();
    GenerationSettings used = plan.settings();
    compare(words, "max tokens", own.maxTokens(), used.maxTokens());
    compare(words, "temperature", own.temperature(), used.temperature());
    compare(words, "top-p", own.topP(), used.topP());
    compare(words, "top-k", own.topK(), used.topK());
    compare(words, "attempts", own.attempts(), used.attempts());
    if (used.temperature() > 0) {
      compare(words, "seed", own.seed(), used.seed());
    }
    return List.copyOf(words);
  }

  private static String padded(Map<String, String> padding) {
    return "prompts padded to %s tokens of %s with %s, position %s, seed %s"
        .formatted(
            padding.get("padTo"),
            padding.get("padMeasure"),
            padding.get("padWith"),
            padding.get("padPosition"),
            padding.get("padSeed"));
  }

  private static void compare(List<String> words, String name, Object own, Object used) {
    if (!own.equals(used)) {
      words.add("%s %s instead of %s".formatted(name, used, own));
    }
  }

  /// Runs the plan in the directory and returns the finished run.
  ///
  /// @throws FileAlreadyExistsException if the directory holds a run and the mode is [Mode#NEW]
  /// @throws UsageException if the directory holds a run of another plan
  public RunDirectory run(Path path, RunPlan plan, Model model, RunManifest manifest, Mode mode)
      throws IOException, InterruptedException {
    RunDirectory directory = directory(path, manifest, mode);
    new Runner(plan, model, console).run(directory, mode == Mode.RETRY_UNMEASURED);
    return directory;
  }

  /// Makes the directory of a run, or opens the one that is to be continued.
  ///
  /// @throws FileAlreadyExistsException if the directory holds a run and the mode is [Mode#NEW]
  /// @throws UsageException if the directory holds a run of another plan
  public RunDirectory directory(Path path, RunManifest manifest, Mode mode) throws IOException {
    if (mode == Mode.NEW || !RunDirectory.isRun(path)) {
      return RunDirectory.create(path, manifest);
    }
    RunDirectory directory = RunDirectory.open(path);
    requireSame(path, directory.manifest(), manifest);
    return directory;
  }

  /// Program and host may differ when a run is continued; what is measured may not.
  private static void requireSame(Path path, RunManifest stored, RunManifest now) {
    List<String> differences = new ArrayList<>();
    differ(differences, "model", stored.model(), now.model());
    differ(differences, "protocol", stored.protocol(), now.protocol());
    differ(differences, "settings", stored.settings(), now.settings());
    differ(differences, "scorers", stored.scorers(), now.scorers());
    if (!stored.dataset().equals(now.dataset())) {
      differences.add("dataset or selection");
    }
    if (!differences.isEmpty()) {
      throw new UsageException(
          "%s holds another run, which this command cannot continue; it differs in %s. Choose another --out"
              .formatted(path, String.join(", ", differences)));
    }
  }

  private static void differ(List<String> differences, String name, Object stored, Object now) {
    if (!stored.equals(now)) {
      differences.add("%s (%s, now %s)".formatted(name, stored, now));
    }
  }
}
