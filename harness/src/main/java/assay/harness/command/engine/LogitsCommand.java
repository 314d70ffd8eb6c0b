package assay.harness.command.engine;

import assay.engine.LanguageModel;
import assay.engine.format.NpyWriter;
import assay.harness.catalog.Catalog;
import assay.harness.options.ModelFile;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes the logits that follow each token of a sequence.
@Command(
    name = "logits",
    mixinStandardHelpOptions = true,
    description = "Writes the logits after each token, as NumPy float32 [tokens, vocabulary].",
    footerHeading = "%nExample:%n",
    footer = {
      "  assay engine logits --model m.gguf --tokens 9707,11,1879 --out logits.npy \\",
      "        --kernels scalar"
    })
final class LogitsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ModelFile model;

  @Option(
      names = "--tokens",
      required = true,
      split = ",",
      paramLabel = "IDS",
      description = "Token ids, separated by commas.")
  private List<Integer> tokens = List.of();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .npy file.")
  private Path out;

  LogitsCommand(Console console, Catalog catalog) {
    model = new ModelFile(catalog.hub());
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    int[] ids = tokens.stream().mapToInt(Integer::intValue).toArray();
    try (LanguageModel opened = model.openWeights()) {
      try (NpyWriter writer = new NpyWriter(out, ids.length, opened.config().vocabSize())) {
        opened.logits(ids, 0, (index, row) -> write(writer, row));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--tokens: " + e.getMessage());
      }
      console.remark(
          "%s: [%d, %d] by %s"
              .formatted(out, ids.length, opened.config().vocabSize(), opened.kernelName()));
    }
    return 0;
  }

  private static void write(NpyWriter writer, float[] row) {
    try {
      writer.row(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
