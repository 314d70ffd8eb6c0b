package assay.harness.model;

import assay.engine.ChatTemplates;
import assay.engine.LanguageModel;
import assay.engine.format.GgufMetadata;
import assay.engine.huggingface.CheckpointFolder;
import assay.engine.template.ChatTemplate;
import assay.engine.tokenizer.Tokenizer;
import assay.harness.run.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What stands between texts and a model's tokens, from wherever the model's files keep it.
///
/// @param tokenizer of the model
/// @param template for chats, if it has one
/// @param endTokens at which a completion is over
record ModelText(Tokenizer tokenizer, Optional<ChatTemplate> template, Set<Integer> endTokens) {

  ModelText {
    endTokens = Set.copyOf(endTokens);
  }

  /// Reads a GGUF file's metadata, or the files of a checkpoint folder.
  ///
  /// @throws UsageException if the model has no tokenizer
  /// @throws assay.engine.format.MalformedModelException if a file is damaged or not supported
  static ModelText of(Path path, LanguageModel model) throws IOException {
    if (Files.isDirectory(path)) {
      Tokenizer tokenizer = Tokenizer.fromFolder(path);
      Set<Integer> ends = new HashSet<>(EndTokens.of(tokenizer.vocabulary()));
      ends.addAll(new CheckpointFolder(path).generationDefaults().endTokens());
      return new ModelText(tokenizer, ChatTemplates.ofFolder(path), ends);
    }
    GgufMetadata metadata =
        model.metadata().orElseThrow(() -> new UsageException(path + ": has no tokenizer"));
    Tokenizer tokenizer = Tokenizer.fromGguf(metadata);
    return new ModelText(
        tokenizer, ChatTemplates.ofGguf(metadata), EndTokens.of(tokenizer.vocabulary()));
  }

  /// Returns the files that decide the logits, for the digest of the weights.
  static List<Path> computingFiles(Path path, LanguageModel model) throws IOException {
    return Files.isDirectory(path) ? new CheckpointFolder(path).computingFiles() : model.files();
  }
}
