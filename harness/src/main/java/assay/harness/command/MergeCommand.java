package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.options.ScorersFlag;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.stored.Reports;
import assay.harness.stored.ShardMerge;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts the parts of a run together.
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the parts that assay run --shard made together as one run.",
      "All parts have to be there, finished, and of the same model, data, protocol, settings and"
          + " scorers; machines may differ. The result is the run that one machine would have made,"
          + " its records in the order of the samples."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay run --suite math-500 --data math500.jsonl --model m.gguf --shard 1/2 \\",
      "        --out shards/1",
      "  assay run --suite math-500 --data math500.jsonl --model m.gguf --shard 2/2 \\",
      "        --out shards/2",
      "  assay merge shards/1 shards/2 --out runs/math"
    })
final class MergeCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(arity = "1..*", paramLabel = "SHARD", description = "The folders of all parts.")
  private List<Path> shards;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the whole run.")
  private Path out;

  @Option(names = "--json", description = "Print the summary as one JSON object.")
  private boolean json;

  @Mixin private ScorersFlag summary;

  MergeCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    List<RunDirectory> parts = new ArrayList<>();
    for (Path shard : shards) {
      parts.add(RunDirectory.open(shard));
    }
    ShardMerge.of(parts).write(out);
    RunDirectory run = catalog.open(out);
    Reports.print(console, List.of(run), summary.form(json));
    console.remark("records   " + run.recordFile());
    return ExitCode.OK.status();
  }
}
