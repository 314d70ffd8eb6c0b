package assay.harness.run;

import assay.results.Billing;
import assay.results.Circumstances;
import assay.results.GenerationSettings;
import assay.results.Padding;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.ProtocolIdentity;
import assay.results.store.RunDirectory;
import assay.tasks.Dataset;
import assay.tasks.Protocol;
import assay.tasks.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes or continues the directory of a run, which the [Runner] fills.
public final class RunService {
  private RunService() {}

  /// How an existing directory is treated.
  public enum Mode {
    /// The run must be new.
    NEW,
    /// Attempts without a record are done; a directory that is no run yet becomes one.
    RESUME,
    /// As [#RESUME], and attempts that were not measured are done again.
    RETRY_UNMEASURED;

    /// Returns what the two flags ask for, of which the second includes the first.
    public static Mode of(boolean resume, boolean retryUnmeasured) {
      if (retryUnmeasured) {
        return RETRY_UNMEASURED;
      }
      return resume ? RESUME : NEW;
    }
  }

  /// Returns the manifest of a plan.
  ///
  /// @param circumstances by which program, where, and where its programs run
  public static RunManifest manifest(RunPlan plan, Model model, Circumstances circumstances) {
    Task task = plan.task();
    Dataset dataset = task.dataset();
    Protocol protocol = task.protocol();
    return new RunManifest(
        RunManifest.CURRENT_FORMAT,
        circumstances,
        model.identity(),
        new DatasetIdentity(
            task.suite(),
            dataset.source(),
            dataset.digest(),
            plan.selected(),
            task.window(),
            plan.rows(),
            task.benchmark().facts()),
        new ProtocolIdentity(
            protocol.name(),
            protocol.version(),
            task.metric(),
            protocol.settings().maxTokens(),
            protocol.materials(),
            protocol.padding(),
            task.facts()),
        plan.settings(),
        plan.scorers().stream().map(scorer -> scorer.name()).toList(),
        Stream.concat(deviations(plan).stream(), model.deviations().stream()).toList());
  }

  private static List<String> deviations(RunPlan plan) {
    List<String> words = new ArrayList<>();
    Protocol protocol = plan.task().protocol();
    if (!plan.selected().words().equals(DatasetIdentity.ALL)) {
      words.add("samples: " + plan.selected().words());
    }
    protocol.padding().map(Padding::words).ifPresent(words::add);
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

  private static void compare(List<String> words, String name, Object own, Object used) {
    if (!own.equals(used)) {
      words.add("%s %s instead of %s".formatted(name, used, own));
    }
  }

  /// Makes the directory of a run, or opens the one that is to be continued.
  ///
  /// @throws FileAlreadyExistsException if the directory holds a run and the mode is [Mode#NEW]
  /// @throws UsageException if the directory holds a run of another plan
  public static RunDirectory directory(Path path, RunManifest manifest, Mode mode)
      throws IOException {
    if (mode == Mode.NEW || !RunDirectory.isRun(path)) {
      return RunDirectory.create(path, manifest);
    }
    RunDirectory directory = RunDirectory.open(path);
    requireSame(path, directory.manifest(), manifest);
    return new RunDirectory(path, continued(path, directory.manifest(), manifest));
  }

  /// What answers cost from now on is known from now on, and calls may have other limits.
  private static RunManifest continued(Path path, RunManifest before, RunManifest now) {
    RunManifest stored = before.in(before.circumstances().within(now.circumstances().limits()));
    Optional<Billing> spent = stored.circumstances().billing();
    Optional<Billing> after = now.circumstances().billing();
    if (after.isEmpty()) {
      return stored;
    }
    try {
      Billing both = spent.map(old -> old.continued(after.get())).orElse(after.get());
      return stored.in(stored.circumstances().billed(Optional.of(both)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "%s was begun with prices in %s, and these are in %s: what it costs cannot be added. Give prices in %s"
              .formatted(
                  path,
                  spent.map(Billing::currency).orElse(""),
                  after.get().currency(),
                  spent.map(Billing::currency).orElse("")),
          e);
    }
  }

  /// Program and host may differ when a run is continued; what is measured may not.
  private static void requireSame(Path path, RunManifest stored, RunManifest now) {
    if (stored.format() != RunManifest.CURRENT_FORMAT) {
      throw new UsageException(
          "%s was begun by an earlier version, whose manifest (format %d, now %d) does not say all that has to be the same: it can be reported, compared and exported, but not continued. Choose another --out"
              .formatted(path, stored.format(), RunManifest.CURRENT_FORMAT));
    }
    List<String> differences = ManifestDifference.between(stored, now);
    if (!differences.isEmpty()) {
      throw new UsageException(
          "%s holds another run, which this command cannot continue; it differs in %s. Choose another --out"
              .formatted(path, String.join(", ", differences)));
    }
  }
}
