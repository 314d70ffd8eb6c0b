package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.Rescoring;
import assay.harness.experiment.Scoring;
import assay.harness.interchange.ForeignLog;
import assay.harness.interchange.ForeignLog.Origin;
import assay.harness.interchange.ForeignSuite;
import assay.harness.interchange.ImportedRun;
import assay.harness.interchange.LogFormat;
import assay.harness.options.ScorersFlag;
import assay.harness.run.Console;
import assay.harness.run.ScorerSet.ProgramSettings;
import assay.harness.stored.Reports;
import assay.harness.terminal.ProgramVersion;
import assay.results.RunManifest;
import assay.results.store.RunDirectory;
import assay.tasks.Dataset;
import assay.tasks.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a run of another program's log.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a run of a log that another program wrote, so that it can be reported and compared.",
      "The verdicts that the log states are kept beside those of this program's scorers. What the"
          + " log does not measure is not measured here: samples that ended in an error, scores"
          + " that are neither right nor wrong, graders that gave none. Samples that a cancelled"
          + " log lacks are missing from the run. Of lm-eval, the results file of the same time"
          + " beside the samples tells model, settings and versions; of HELM run_spec.json and"
          + " scenario_state.json beside per_instance_stats.json, of evalscope the predictions,"
          + " reports and configs beside the reviews. NeMo-Skills' outputs of all seeds are"
          + " attempts."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay import --format mmlu-pro-official outputs_Mixtral-8x7B.jsonl.gz \\",
      "        --out runs/mixtral",
      "      the outputs that MMLU-Pro's repository publishes, scored by its own",
      "      rules",
      "  assay import --format lm-eval samples_minerva_math500_2025-01-01T00-00.jsonl \\",
      "        --scorer math/sound --out runs/math",
      "  assay import --format inspect 2026-01-01_gsm8k.eval --out runs/gsm8k",
      "  assay import --format inspect mmlu_pro.eval --data test.parquet \\",
      "        --out runs/theirs",
      "      pairs with runs of this program over test.parquet",
      "  assay import --format lcb o1-mini_eval_all.json --out runs/o1-mini",
      "  assay import --format helm runs/v1/mmlu/per_instance_stats.json \\",
      "        --out runs/helm",
      "  assay import --format evalscope reviews/qwen3-8b/mmlu_pro_law.jsonl \\",
      "        --out runs/law",
      "  assay import --format nemo-skills eval-results/gpqa/output-rs0.jsonl \\",
      "        --model qwen3-8b --out runs/gpqa"
    })
final class ImportCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "mmlu-pro-official, lm-eval, inspect, lcb, helm, evalscope or nemo-skills.")
  private LogFormat format;

  @Parameters(paramLabel = "FILE", description = "The log.")
  private Path file;

  @Option(names = "--out", required = true, paramLabel = "RUN", description = "The run's folder.")
  private Path out;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model's name (default: what the log says, else its path).")
  private String model;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "The suite's name (default: what the log says).")
  private String suite;

  @Option(
      names = "--scorer",
      paramLabel = "NAME",
      description = "A scorer of this program that judges the completions; may be repeated.")
  private List<String> scorers = List.of();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "The suite's data that the log was made with. Its own samples then take the place of the"
              + " log's, so that the run pairs with runs of this program; where the two differ, the"
              + " import is refused and the samples are named.")
  private List<Path> data = List.of();

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private ScorersFlag summary;

  ImportCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    ForeignLog log = format.open(file, !scorers.isEmpty(), catalog.benchmarks());
    Origin stated = log.origin();
    List<String> names = new ArrayList<>(stated.scorers());
    names.addAll(scorers);
    Origin origin =
        new Origin(
            stated.task(),
            stated.protocol(),
            Optional.ofNullable(model).orElse(stated.model()),
            names);
    ForeignSuite known =
        suite == null
            ? ForeignSuite.of(origin, catalog.benchmarks())
            : ForeignSuite.named(suite, origin, catalog.benchmarks());
    ImportedRun imported = ImportedRun.read(log, file, origin, known, dataset(known));
    try (Rescoring rescoring =
        Rescoring.open(
            new Experiment.Replayed(imported, Scoring.by(names, ProgramSettings.STANDARD)))) {
      RunManifest manifest = imported.manifest(rescoring.scorers(), ProgramVersion.circumstances());
      RunDirectory run = rescoring.store(console, out, manifest);
      Reports.print(console, List.of(run), summary.form(json));
      console.remark("records   " + run.recordFile());
    }
    return 0;
  }

  private Optional<Dataset> dataset(ForeignSuite known) {
    return data.isEmpty()
        ? Optional.empty()
        : Optional.of(catalog.benchmark(known.name()).dataset(TaskRequest.of(data)));
  }
}
