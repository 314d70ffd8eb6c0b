package assay.harness.experiment;

import assay.harness.model.RecordedModel;
import assay.harness.run.CompletionRequest;
import assay.harness.run.Console;
import assay.harness.run.FinishedRun;
import assay.harness.run.Model;
import assay.harness.run.RunPlan;
import assay.harness.run.RunService;
import assay.harness.run.RunService.Mode;
import assay.harness.run.Runner;
import assay.harness.run.ScorerSet;
import assay.harness.stored.ShardMerge;
import assay.results.Circumstances;
import assay.results.Digests;
import assay.results.RunManifest;
import assay.results.Shard;
import assay.results.store.RunDirectory;
import assay.tasks.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// An experiment with its model and its scorers open and its data read once: what every command
/// that asks a model goes through.
public final class Trial implements AutoCloseable {
  private final RunPlan plan;
  private final Model model;
  private final ScorerSet scorers;
  private final RunManifest manifest;
  private final OptionalDouble mostUnmeasured;

  private Trial(
      RunPlan plan,
      Model model,
      ScorerSet scorers,
      RunManifest manifest,
      OptionalDouble mostUnmeasured) {
    this.mostUnmeasured = mostUnmeasured;
    this.plan = plan;
    this.model = model;
    this.scorers = scorers;
    this.manifest = manifest;
  }

  /// Opens the scorers and reads the data: what is malformed ends the run before anything is asked.
  ///
  /// @param model the experiment's model, which stays its owner's to close
  /// @param program what manifests say about program and machine
  public static Trial open(Experiment.Asked experiment, Model model, Circumstances program)
      throws IOException {
    Task task =
        experiment.padding().isPresent()
            ? experiment.padding().get().apply(experiment.task(), model)
            : experiment.task();
    ScorerSet scorers = experiment.scoring().open(task.protocol(), model);
    boolean opened = false;
    try {
      RunPlan plan =
          RunPlan.of(task, experiment.selection(), experiment.settings(), scorers.scorers());
      Model answering = RecordedModel.against(model, plan);
      plan.firstPrompt(answering)
          .map(prompt -> new CompletionRequest("", 0, prompt, plan.settings()))
          .ifPresent(answering::requireAskable);
      RunManifest manifest =
          RunService.manifest(
              plan,
              answering,
              program
                  .at(
                      experiment
                          .places()
                          .with(experiment.model().place(), experiment.model().origin()),
                      experiment.coordinates())
                  .billed(answering.billing())
                  .with(scorers.sandbox(), answering.energyMeter())
                  .within(answering.limits().stream().toList()));
      opened = true;
      return new Trial(plan, answering, scorers, manifest, OptionalDouble.empty());
    } finally {
      if (!opened) {
        scorers.close();
      }
    }
  }

  /// Returns what is asked.
  public RunPlan plan() {
    return plan;
  }

  /// Returns what the run's manifest says.
  public RunManifest manifest() {
    return manifest;
  }

  /// Returns one line on where programs run, or why they do not; empty where there are none.
  public Optional<String> sandbox() {
    return scorers.sandbox();
  }

  /// Returns the same trial under a manifest that says more.
  public Trial under(UnaryOperator<RunManifest> change) {
    return new Trial(plan, model, scorers, change.apply(manifest), mostUnmeasured);
  }

  /// Returns the same trial, which ends when more than a share of its attempts was not measured.
  ///
  /// @param share from 0 to 1; empty for any
  public Trial tolerating(OptionalDouble share) {
    return new Trial(plan, model, scorers, manifest, share);
  }

  /// Returns the same trial over a part of its rows, which [assay.harness.stored.ShardMerge] puts
  /// together with the others.
  public Trial part(Optional<Shard> shard) {
    return shard
        .map(
            part ->
                under(
                    whole ->
                        whole.over(
                            whole.dataset().only(shard),
                            Stream.concat(
                                    whole.deviations().stream(),
                                    Stream.of(ShardMerge.deviation(part)))
                                .toList())))
        .orElse(this);
  }

  /// Returns the folder that the run has unless another one is named: the same experiment gets the
  /// same, so that it can be continued.
  public Path defaultFolder() {
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

  /// Says what is about to be done.
  public void announce(Console console, Path folder) {
    console.remark("run       " + folder);
    console.remark("model     " + manifest.model().name() + " " + manifest.model().facts().words());
    console.remark(
        "protocol  %s version %s"
            .formatted(manifest.protocol().name(), manifest.protocol().version()));
    console.remark(
        "samples   %d of %s, %s"
            .formatted(
                manifest.dataset().asked().size(),
                manifest.dataset().source(),
                manifest.dataset().selection()));
    sandbox().ifPresent(line -> console.remark("sandbox   " + line));
    manifest.deviations().forEach(words -> console.remark("deviates  " + words));
  }

  /// Makes the run's directory, or opens the one that is to be continued.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if the folder holds a run and the mode is
  ///   [Mode#NEW]
  /// @throws assay.harness.run.UsageException if the folder holds a run of another experiment
  public RunDirectory directory(Path folder, Mode mode) throws IOException {
    RunDirectory directory = RunService.directory(folder, manifest, mode);
    if (mode != Mode.NEW) {
      directory.billing().ifPresent(before -> model.spentBefore(before.spent()));
    }
    return directory;
  }

  /// Returns what asks, judges and writes.
  public Runner runner(Console console) {
    return new Runner(plan, model, scorers.judges(), mostUnmeasured, console);
  }

  /// Does what has no record yet, and returns the finished run.
  public FinishedRun run(Console console, Path folder, Mode mode)
      throws IOException, InterruptedException {
    RunDirectory directory = directory(folder, mode);
    FinishedRun finished = runner(console).run(directory, mode == Mode.RETRY_UNMEASURED);
    return new FinishedRun(RunDirectory.open(folder), finished.attempts());
  }

  @Override
  public void close() {
    scorers.close();
  }
}
