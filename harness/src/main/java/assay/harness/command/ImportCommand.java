package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.interchange.ForeignLog;
import assay.harness.interchange.ForeignLog.Origin;
import assay.harness.interchange.ForeignSuite;
import assay.harness.interchange.ImportedRun;
import assay.harness.interchange.InspectLog;
import assay.harness.interchange.LiveCodeBenchResults;
import assay.harness.interchange.LmEvalSamples;
import assay.harness.interchange.MmluProOutputs;
import assay.harness.run.Console;
import assay.harness.run.ScorerSet;
import assay.harness.run.ScorerSet.ProgramSettings;
import assay.results.store.RunDirectory;
import assay.tasks.Dataset;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
          + " beside the samples tells model, settings and versions."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay import --format mmlu-pro-official outputs_Mixtral-8x7B.jsonl.gz --out runs/mixtral",
      "      the outputs that MMLU-Pro's repository publishes, scored by its own rules",
      "  assay import --format lm-eval samples_minerva_math500_2025-01-01T00-00.jsonl \\",
      "        --scorer math/sound --out runs/math",
      "  assay import --format inspect 2026-01-01_gsm8k.eval --out runs/gsm8k",
      "  assay import --format inspect mmlu_pro.eval --data test.parquet --out runs/theirs",
      "      pairs with runs of this program over test.parquet",
      "  assay import --format lcb o1-mini_eval_all.json --out runs/o1-mini"
    })
final class ImportCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  /// Formats by the names that scripts use.
  enum Format {
    MMLU_PRO_OFFICIAL("mmlu-pro-official"),
    LM_EVAL("lm-eval"),
    INSPECT("inspect"),
    LCB("lcb");

    private final String label;

    Format(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }

    /// Opens a log; with scorers of this program every completion is wanted.
    ForeignLog open(Path file, boolean rescored, Benchmarks benchmarks) {
      return switch (this) {
        case MMLU_PRO_OFFICIAL -> new MmluProOutputs(file);
        case LM_EVAL -> new LmEvalSamples(file, rescored, benchmarks);
        case INSPECT -> new InspectLog(file);
        case LCB -> new LiveCodeBenchResults(file);
      };
    }
  }

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "mmlu-pro-official, lm-eval, inspect or lcb.")
  private Format format;

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

  ImportCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
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
    try (ScorerSet set = ScorerSet.open(names, ProgramSettings.STANDARD, false)) {
      RunDirectory run =
          new ImportedRun(log, file, origin, known, set.scorers(), dataset(known))
              .write(out, ProgramVersion.circumstances());
      Reports.print(console, List.of(run), json);
      console.remark("records   " + run.recordFile());
    }
    return 0;
  }

  private Optional<Dataset> dataset(ForeignSuite known) {
    return data.isEmpty()
        ? Optional.empty()
        : Optional.of(
            catalog
                .benchmark(known.name())
                .dataset(new TaskRequest(data, Optional.empty(), Optional.empty(), Window.ALL)));
  }
}
