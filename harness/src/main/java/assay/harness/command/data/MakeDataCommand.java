package assay.harness.command.data;

import assay.harness.catalog.Catalog;
import assay.harness.hub.ModelName;
import assay.harness.made.MadeFiles;
import assay.harness.options.MakeFlags;
import assay.harness.run.Console;
import assay.harness.run.ExitCode;
import assay.harness.run.UsageException;
import assay.tasks.MadeData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes the data of a suite that has none of its own.
@Command(
    name = "make",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the data of a suite whose items are generated for the tokenizer of a model (ruler),"
          + " and writes it into a file for --data. The same options and tokenizer make the same"
          + " file, byte for byte.",
      "assay run makes it itself where --lengths stands in the place of --data; a file of its own"
          + " serves several runs, endpoints with the same tokenizer, or machines without the"
          + " model."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay data make ruler --model qwen.gguf --lengths 4k,8k --out ruler.jsonl",
      "  assay data make ruler --model qwen.gguf --lengths 32k --out keys.jsonl \\",
      "        --tasks niah_multikey_3 --per-task 20 --reserve 40"
    })
final class MakeDataCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(paramLabel = "SUITE", description = "A suite that is made: ruler.")
  private String suite;

  @Mixin private MakeFlags make;

  @Option(
      names = "--model",
      paramLabel = "FILE|DIR",
      description =
          "The model whose tokenizer measures: a GGUF file, a checkpoint folder, or hf:NAME from"
              + " the hub (default: an estimate).")
  private String model;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, which must not be there.")
  private Path out;

  MakeDataCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    MadeData data =
        make.data(catalog.benchmark(suite))
            .orElseThrow(
                () ->
                    new UsageException(
                        "%s: its data is not made but published or your own; see assay data get"
                            .formatted(suite)));
    if (Files.exists(out)) {
      throw new UsageException("--out %s: is there already; name another file".formatted(out));
    }
    MadeFiles.write(data, make.measure(place()), out);
    console.out().println(out);
    return ExitCode.OK.status();
  }

  private Optional<Path> place() throws IOException {
    if (model == null) {
      return Optional.empty();
    }
    return Optional.of(
        ModelName.isOne(model) ? catalog.hub().model(ModelName.parse(model)) : Path.of(model));
  }
}
