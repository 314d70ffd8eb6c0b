package assay.harness.options;

import assay.harness.catalog.Catalog;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.Scoring;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.tasks.Task;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// All that settles what a model is asked and by what its answers are judged.
public final class ExperimentFlags {
  @Mixin private final TaskOptions taskOptions;
  @Mixin private MakeFlags make;
  @Mixin private SubsetFlags subset;
  @Mixin private final ModelFlags modelFlags;
  @Mixin private CacheFlags cache;
  @Mixin private PriceFlags prices;
  @Mixin private SamplingOptions sampling;
  @Mixin private PadFlags pad;
  @Mixin private SandboxFlags sandbox;
  @Mixin private LanguageFlag language;

  @InGroup(OptionGroup.MODEL)
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description =
          "A GGUF file or checkpoint folder, hf:ORGANISATION/NAME[@REVISION][:QUANTIZATION] from"
              + " the hub's cache or the hub, ollama:NAME from its store,"
              + " http(s)://host/v1#model-name, or recorded:FILE with generations made elsewhere.")
  private String model;

  @InGroup(OptionGroup.TASK)
  @Option(
      names = "--scorer",
      paramLabel = "NAME",
      description = "A further scorer beside the protocol's own; may be repeated.")
  private List<String> scorers = List.of();

  /// Creates the options over the suites of a catalog.
  public ExperimentFlags(Catalog catalog) {
    taskOptions = new TaskOptions(catalog);
    modelFlags = new ModelFlags(catalog.hub());
  }

  /// Returns what a price table calls a model: an endpoint's by its name, a file by the file's.
  private static String priced(String model) {
    return ModelFlags.isAddress(model)
        ? model.substring(model.indexOf('#') + 1)
        : Path.of(model).getFileName().toString();
  }

  /// Returns what the options describe.
  ///
  /// @throws assay.harness.run.UsageException if they do not fit one another
  /// @throws assay.tasks.DataException if a file is missing or is not the suite's data
  public Experiment.Asked experiment() {
    taskOptions.make(make, () -> modelFlags.choice(model));
    Task task = taskOptions.task();
    return Experiment.of(
            task,
            taskOptions.places(),
            cache.kept(prices.priced(modelFlags.choice(model), priced(model))),
            new Scoring(true, scorers, language.word(), sandbox.settings()))
        .padded(pad.choice(taskOptions, task.dataset()))
        .over(subset.of(taskOptions.selection()))
        .sampled(sampling.apply(task.protocol().settings()));
  }
}
