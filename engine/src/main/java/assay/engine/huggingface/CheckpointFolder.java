package assay.engine.huggingface;

import assay.engine.config.ModelConfig;
import assay.engine.format.JsonElement;
import assay.engine.format.MalformedModelException;
import assay.engine.format.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A model as Hugging Face Transformers saves it: a folder with `config.json`, weights in
/// safetensors files, and perhaps `generation_config.json`, tokenizer and chat template. Files may
/// be links, as in the cache of its hub.
///
/// @param folder where the files are
public record CheckpointFolder(Path folder) {
  private static final String CONFIG = "config.json";

  /// A checkpoint whose weights are mapped.
  ///
  /// @param config how it computes
  /// @param weights its tensors, to be closed by the caller
  public record Opened(ModelConfig config, WeightFile weights) {}

  /// Tells whether a path is a folder that holds a configuration.
  public static boolean isCheckpoint(Path path) {
    return Files.isRegularFile(path.resolve(CONFIG));
  }

  /// Reads the configuration and maps the weights.
  ///
  /// @throws IOException if a file cannot be read
  /// @throws MalformedModelException if a file is damaged, the model is of a kind that the engine
  ///   does not run, or weights and configuration do not fit
  public Opened open() throws IOException {
    CheckpointDescription model = CheckpointConfig.read(JsonElement.read(folder.resolve(CONFIG)));
    Shards shards = Shards.open(folder);
    boolean opened = false;
    try {
      CheckpointWeights weights = CheckpointWeights.of(folder, shards, model);
      opened = true;
      return new Opened(model.config(), weights);
    } finally {
      if (!opened) {
        shards.close();
      }
    }
  }

  /// Returns the files that decide the logits: configuration and weights.
  ///
  /// @throws IOException if a file cannot be read
  /// @throws MalformedModelException if one is damaged, or some are missing
  public List<Path> computingFiles() throws IOException {
    List<Path> files = new ArrayList<>(List.of(folder.resolve(CONFIG)));
    try (Shards shards = Shards.open(folder)) {
      files.addAll(shards.paths());
    }
    return List.copyOf(files);
  }

  /// Returns what the model's makers recommend for generation.
  ///
  /// @throws IOException if a file cannot be read
  /// @throws MalformedModelException if one is damaged
  public GenerationDefaults generationDefaults() throws IOException {
    Path own = folder.resolve("generation_config.json");
    JsonElement config = JsonElement.read(folder.resolve(CONFIG));
    return Files.isRegularFile(own)
        ? GenerationDefaults.read(JsonElement.read(own), config)
        : GenerationDefaults.read(config, config);
  }
}
