package assay.harness.options;

import assay.engine.tokenizer.Tokenizer;
import assay.harness.model.Tokenizers;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option that names a tokenizer.
public final class TokenizerOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE|DIR",
      description =
          "A GGUF file, or a checkpoint folder with tokenizer.json, or vocab.json and merges.txt.")
  private Path model;

  /// Opens the tokenizer.
  public Tokenizer open() throws IOException {
    return Tokenizers.open(model);
  }
}
