package assay.harness.model;

import assay.engine.format.GgufFile;
import assay.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens tokenizers from the files that hold them.
public final class Tokenizers {
  private Tokenizers() {}

  /// Returns the tokenizer of a GGUF file, or of a checkpoint folder with `tokenizer.json`, or with
  /// `vocab.json` and `merges.txt`.
  ///
  /// @throws assay.engine.format.MalformedModelException if a file is damaged or not supported
  public static Tokenizer open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return Tokenizer.fromFolder(path);
    }
    try (GgufFile file = GgufFile.open(path)) {
      return Tokenizer.fromGguf(file.metadata());
    }
  }
}
