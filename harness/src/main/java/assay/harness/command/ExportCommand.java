package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.harness.stored.Reports;
import assay.reports.export.EveryEvalExport;
import assay.reports.export.HubResultsExport;
import assay.reports.export.LmEvalExport;
import assay.reports.export.ModelIndexExport;
import assay.reports.export.ParquetExport;
import assay.reports.run.RunReport;
import assay.results.Digests;
import assay.results.store.RunDirectory;
import assay.results.text.Escapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a run in another program's form.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a run's figures in the form of another program.",
      "lm-eval: the results file of lm-evaluation-harness. A scorer is a filter, the metric is acc"
          + " over what was measured; not_measured, acc_low and acc_high stand beside it, the"
          + " protocol and its deviations in configs.TASK.metadata.",
      "model-index: YAML for the head of a model card on the Hugging Face hub, in percent. What was"
          + " not measured, by cause, is in the args of each metric, the protocol in the name of"
          + " the task.",
      "eval-results: an entry of .eval_results/BENCHMARK.yaml of a model's repository on the hub,"
          + " of suites whose data set is a benchmark there (MMLU-Pro, GPQA, GSM8K), in percent.",
      "every-eval-ever: both files of that form, version 0.3, below the folder that --out names."
          + " What was not measured has its cause in error, and the bounds in score_details.",
      "parquet: samples.parquet and attempts.parquet in the folder that --out names, for pandas,"
          + " DuckDB and the like: prompts, completions, and for each scorer correct:NAME (null"
          + " where it was not measured), credit:NAME (1 right, 0 wrong, a share where right in"
          + " part), verdict:NAME, answer:NAME, rule:NAME, cause:NAME."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay export --format lm-eval runs/mine --out results.json",
      "  assay export --format model-index runs/mine",
      "      prints what goes between the dashes at the head of the model's",
      "      README.md",
      "  assay export --format eval-results runs/mine --out mmlu_pro.yaml",
      "  assay export --format every-eval-ever runs/mine --out every",
      "  assay export --format parquet runs/mine --out tables"
    })
final class ExportCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  /// Forms by the names that scripts use.
  enum Format {
    LM_EVAL("lm-eval"),
    MODEL_INDEX("model-index"),
    EVAL_RESULTS("eval-results"),
    EVERY_EVAL_EVER("every-eval-ever"),
    PARQUET("parquet");

    private final String label;

    Format(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "lm-eval, model-index, eval-results, every-eval-ever or parquet.")
  private Format format;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path path;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where to write it (default: standard output); of every-eval-ever and parquet a folder,"
              + " which has to be named.")
  private Path out;

  ExportCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    requireFormOfOut();
    RunDirectory run = catalog.open(path);
    RunReport report = Reports.of(List.of(run)).runs().getFirst();
    if (format == Format.EVERY_EVAL_EVER || format == Format.PARQUET) {
      files(report).forEach(file -> console.remark("written   " + file));
      return 0;
    }
    String text = text(report);
    if (out == null) {
      console.out().print(text);
    } else {
      Files.writeString(out, text);
      console.remark("written   " + out);
    }
    return 0;
  }

  private void requireFormOfOut() {
    boolean folder = format == Format.EVERY_EVAL_EVER || format == Format.PARQUET;
    if (out != null && Files.exists(out) && Files.isDirectory(out) != folder) {
      throw new UsageException(
          folder
              ? "--out %s: is no folder, which --format %s writes into; name another"
                  .formatted(out, format)
              : "--out %s: is a folder; name the file to write".formatted(out));
    }
  }

  private String text(RunReport report) throws IOException {
    try {
      return switch (format) {
        case LM_EVAL ->
            Escapes.JSON.apply(LmEvalExport.of(report, started()).toPrettyString()) + "\n";
        case MODEL_INDEX -> ModelIndexExport.of(report);
        case EVAL_RESULTS -> HubResultsExport.of(report, started());
        case EVERY_EVAL_EVER, PARQUET -> throw new IllegalStateException("has two files");
      };
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private List<Path> files(RunReport report) throws IOException {
    if (out == null) {
      throw new UsageException(
          "--format %s writes two files: name a folder by --out".formatted(format));
    }
    String manifest = Digests.ofFile(path.resolve("manifest.json"));
    try {
      return format == Format.PARQUET
          ? ParquetExport.write(report, manifest, out)
          : List.of(EveryEvalExport.write(report, started(), manifest, out));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /// The manifest is written before the first sample and never again.
  private Instant started() throws IOException {
    return Files.getLastModifiedTime(path.resolve("manifest.json")).toInstant();
  }
}
