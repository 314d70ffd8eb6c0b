package assay.harness.options;

import assay.harness.catalog.Catalog;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.PaddingChoice;
import assay.harness.experiment.Scoring;
import assay.harness.gate.BaselinePlan;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.model.ModelChoice;
import assay.harness.run.UsageException;
import assay.harness.stored.StoredTask;
import assay.results.DataPlaces;
import assay.results.ModelFacts;
import assay.results.Padding;
import assay.results.RunManifest;
import assay.tasks.Benchmark;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.padding.PaddingMaterial;
import assay.tasks.padding.WantedLength;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The experiment of a stored run, from its manifest.
@InGroup(OptionGroup.TASK)
public final class RetryFlags {
  @Mixin private StoredModelFlags model;
  @Mixin private CacheFlags cache;
  @Mixin private PriceFlags prices;
  @Mixin private SandboxFlags sandbox;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "The run's data, where it is no longer where the manifest says; its content must be the"
              + " same. Repeat it for several files.")
  private List<Path> data = List.of();

  @Option(
      names = "--shots",
      paramLabel = "FILE",
      description = "The run's few-shot examples, likewise.")
  private Path shots;

  @Option(
      names = "--suite",
      paramLabel = "FILE",
      description = "The description of a suite of your own, likewise.")
  private Path suite;

  @InGroup(OptionGroup.PADDING)
  @Option(
      names = "--pad-from",
      paramLabel = "PATH",
      description = "Padded prompts: what --pad-from named when the run was made.")
  private Path padFrom;

  @InGroup(OptionGroup.PADDING)
  @Option(
      names = "--pad-tokenizer",
      paramLabel = "PATH",
      description = "Padded prompts of an endpoint: the model's tokenizer, as then.")
  private Path padTokenizer;

  /// Returns what a run measures, as its manifest says it.
  ///
  /// @throws UsageException if a file is missing, or this program cannot run that
  /// @throws assay.tasks.DataException if a file is not the suite's data
  public Experiment.Asked experiment(Catalog catalog, RunManifest made) {
    StoredTask stored = new StoredTask("run", made);
    DataPlaces places = stored.places(Optional.ofNullable(suite), data, Optional.ofNullable(shots));
    Task task = stored.task(catalog, places).in(made.dataset().window());
    return Experiment.of(task, places, choice(made), Scoring.by(made.scorers(), sandbox.settings()))
        .padded(made.protocol().padding().map(padding -> padding(padding, task)))
        .over(BaselinePlan.selection(made))
        .sampled(made.settings());
  }

  private ModelChoice choice(RunManifest made) {
    ModelChoice choice = model.choice(made);
    return switch (made.model().facts()) {
      case ModelFacts.Recording recording -> choice;
      case ModelFacts.Endpoint facts -> cache.kept(prices.priced(choice, facts.asked()));
      case ModelFacts.Engine engine -> cache.kept(prices.priced(choice, made.model().name()));
    };
  }

  private PaddingChoice padding(Padding padding, Task task) {
    return new PaddingChoice(
        new WantedLength(padding.tokens(), padding.position(), padding.seed()),
        material(padding, task),
        Optional.ofNullable(padTokenizer));
  }

  private PaddingChoice.Material material(Padding padding, Task task) {
    Benchmark benchmark = task.benchmark();
    if (padding.with().equals(PaddingMaterial.Kind.SHOTS.label())) {
      return new PaddingChoice.Shots(
          padFrom == null ? task.dataset() : benchmark.dataset(TaskRequest.of(List.of(padFrom))));
    }
    return new PaddingChoice.Documents(
        Optional.ofNullable(padFrom)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--pad-from is missing: the run's prompts were padded with documents")));
  }
}
