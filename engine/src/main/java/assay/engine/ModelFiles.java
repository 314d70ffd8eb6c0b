package assay.engine;

import assay.engine.config.ModelConfig;
import assay.engine.family.Families;
import assay.engine.format.GgufFile;
import assay.engine.format.WeightFile;
import assay.engine.huggingface.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model's weights and configuration, whatever files they come from.
///
/// @param weights to be closed by the owner
record ModelFiles(WeightFile weights, ModelConfig config) {
  /// Opens a GGUF file or a checkpoint folder.
  ///
  /// @throws IOException if a file cannot be read
  /// @throws MalformedModelException if one is damaged, or of a kind that the engine does not run
  static ModelFiles open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      CheckpointFolder.Opened opened = new CheckpointFolder(path).open();
      return new ModelFiles(opened.weights(), opened.config());
    }
    GgufFile file = GgufFile.open(path);
    boolean opened = false;
    try {
      ModelFiles files = new ModelFiles(file, Families.read(file));
      opened = true;
      return files;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }
}
