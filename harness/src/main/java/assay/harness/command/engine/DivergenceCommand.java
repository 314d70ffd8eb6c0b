package assay.harness.command.engine;

import assay.harness.catalog.Catalog;
import assay.harness.divergence.DivergenceText;
import assay.harness.divergence.Measurement;
import assay.harness.divergence.ModelRows;
import assay.harness.divergence.Passages;
import assay.harness.divergence.RecordedRows;
import assay.harness.divergence.RowSource;
import assay.harness.divergence.StoredRows;
import assay.harness.model.EngineModel;
import assay.harness.model.EngineOptions;
import assay.harness.options.ModelFile;
import assay.harness.options.TextFlags;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.results.divergence.Divergence;
import assay.results.divergence.DivergenceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says what a quantization has changed of the distributions of tokens.
@Command(
    name = "divergence",
    mixinStandardHelpOptions = true,
    description = {
      "Holds a model's distributions of the next token against a reference's, such as a quantized"
          + " file against the one that it was made from: perplexity of both, Kullback-Leibler"
          + " divergence, how often both find the same token likeliest, how the probability of the"
          + " right token changed, and the places where they differ most.",
      "Texts are read in windows, and the second half of each is scored, as llama-perplexity does;"
          + " of a suite, the prompts that a run would send, without what the one before began with"
          + " too. Intervals (95 %%) take windows and prompts as independent, not their tokens."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay engine divergence --reference f16.gguf --model q4.gguf --text wiki.txt",
      "  assay engine divergence --reference f16.gguf --store f16.logits \\",
      "        --model q4.gguf --text wiki.txt --json > q4.json",
      "      keeps the reference's logits, which take 4 bytes a token of the vocabulary",
      "      and token of text",
      "  assay engine divergence --store f16.logits --model q3.gguf --text wiki.txt",
      "      reads them again, without the reference; those of another model, text or",
      "      window are refused",
      "  assay engine divergence --reference f16.gguf --model q4.gguf \\",
      "        --suite mmlu-pro/leaderboard=test.parquet --first 20",
      "",
      "assay report runs/* --divergence q4.json shows it beside the scores."
    })
final class DivergenceCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final ModelFile model;

  @Option(
      names = "--reference",
      paramLabel = "MODEL",
      description =
          "The model whose distributions are taken for right, with the same tokens. With a file of"
              + " its logits (--store) it may be left out.")
  private String reference;

  @Option(
      names = "--store",
      paramLabel = "FILE",
      description =
          "The reference's logits: written there if there is no such file, else read from it.")
  private Path store;

  @Mixin private final TextFlags texts;

  @Option(
      names = "--worst",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How many of the places are shown that differ most (default: ${DEFAULT-VALUE}).")
  private int worst;

  @Option(
      names = "--json",
      description =
          "Print one JSON object: reference, model, texts, perplexity, klDivergence (nats a token),"
              + " sameTopToken, rightTokenProbabilityChange, worst.")
  private boolean json;

  DivergenceCommand(Console console, Catalog catalog) {
    model = new ModelFile(catalog.hub());
    texts = new TextFlags(catalog);
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (worst < 0) {
      throw new UsageException("--worst: expected at least 0, found " + worst);
    }
    texts.require();
    boolean stored = store != null && Files.exists(store);
    if (reference == null && !stored) {
      throw new UsageException(
          store == null
              ? "there is nothing to compare with: give --reference MODEL, or --store FILE"
              : "%s does not exist yet: give --reference MODEL too".formatted(store));
    }
    EngineOptions options = model.options().running(1);
    Path path = model.path();
    try (EngineModel opened = EngineModel.open(path, options)) {
      Passages passages = texts.read(opened);
      Divergence divergence =
          reference == null
              ? measured(new StoredRows(store, passages), path, opened, passages)
              : against(model.path(reference), stored, path, opened, passages);
      if (json) {
        console.out().println(DivergenceFile.write(divergence));
      } else {
        DivergenceText.of(divergence).forEach(console.out()::println);
      }
    }
    return 0;
  }

  private Divergence against(
      Path file, boolean stored, Path path, EngineModel opened, Passages passages)
      throws IOException {
    try (EngineModel other = EngineModel.open(file, model.options().running(1))) {
      if (!texts.read(other).digest().equals(passages.digest())) {
        throw new UsageException(
            "%s and %s split the texts into different tokens, so that their distributions cannot"
                    .formatted(file, path)
                + " be compared; assay engine tokenize shows where");
      }
      RowSource rows = new ModelRows(file, other);
      if (stored) {
        StoredRows kept = new StoredRows(store, passages);
        kept.require(rows.side());
        rows = kept;
      } else if (store != null) {
        rows = new RecordedRows(rows, passages, store);
      }
      return measured(rows, path, opened, passages);
    }
  }

  private Divergence measured(RowSource rows, Path path, EngineModel opened, Passages passages)
      throws IOException {
    try (rows) {
      return new Measurement(rows, new ModelRows(path, opened), opened::bytes, worst)
          .of(passages, progress(passages.scored()));
    }
  }

  /// Off a terminal every tenth part is told.
  private LongConsumer progress(long all) {
    long[] told = {0};
    return scored -> {
      long tenth = 10 * scored / all;
      if (console.terminal() || tenth > told[0]) {
        told[0] = tenth;
        console.rewrite("divergence  %d of %d tokens".formatted(scored, all));
      }
    };
  }
}
