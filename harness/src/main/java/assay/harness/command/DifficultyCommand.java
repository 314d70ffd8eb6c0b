package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.harness.stored.Runs;
import assay.reports.difficulty.Difficulty;
import assay.reports.difficulty.DifficultyFile;
import assay.reports.run.RunRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a file of how hard each question is.
@Command(
    name = "difficulty",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a file of how often each question of a suite was answered rightly by other models.",
      "With it (--difficulty of run, report, compare, regress and plan) a score over questions that"
          + " --limit drew is adjusted for how hard these are, which takes fewer questions for the"
          + " same interval. The file holds counts by model family, which is what a model's name"
          + " begins with (qwen in Qwen/Qwen2.5-7B; Mixtral, Mathstral and the like count as"
          + " mistral, Gemma as gemini); who uses it leaves the model's own family out. It should"
          + " be made of runs over all questions."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay import --format mmlu-pro-official outputs_Qwen1.5-110B.jsonl.gz \\",
      "        --out others/qwen",
      "  assay difficulty --out mmlu-pro.difficulty.jsonl others/*",
      "      of outputs that MMLU-Pro publishes",
      "  assay run --suite mmlu-pro --data test.parquet --model new.gguf --limit 500 \\",
      "        --out runs/new",
      "  assay report runs/new --difficulty mmlu-pro.difficulty.jsonl"
    })
final class DifficultyCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Folders of runs of one suite; assay import makes them of recorded outputs.")
  private List<Path> runs = List.of();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
  private Path out;

  DifficultyCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    List<RunRecords> opened = Runs.opened(runs, catalog);
    Difficulty difficulty = made(opened);
    DifficultyFile.write(difficulty, out);
    difficulty
        .runs()
        .forEach(
            run ->
                console.remark(
                    "%s: family %s, %d questions by %s"
                        .formatted(run.model(), run.family(), run.questions(), run.scorer())));
    console
        .out()
        .printf(
            "%s: %d questions of %s by %d runs of %d families (%s)%n",
            out,
            difficulty.questions().size(),
            difficulty.suite(),
            difficulty.runs().size(),
            difficulty.families().size(),
            String.join(", ", difficulty.families()));
    return ExitCode.OK.status();
  }

  private static Difficulty made(List<RunRecords> runs) {
    try {
      return Difficulty.of(runs);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
