package assay.engine;

import assay.engine.config.CacheType;
import assay.engine.config.ModelConfig;
import assay.engine.format.GgufFile;
import assay.engine.format.MalformedModelException;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.WorkerPool;
import java.io.IOException;
import java.nio.file.Path;

/// Opens models.
public final class ModelLoader {
  private ModelLoader() {}

  /// Opens a GGUF file. Weights are mapped, not read: this takes milliseconds for any size.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws MalformedModelException if it is damaged, or of a kind that the engine does not run
  /// @throws IllegalArgumentException if the kernels do not run on this machine, or the context is
  ///   longer than the model was made for
  public static LanguageModel open(Path path, LoadOptions options) throws IOException {
    if (options.ropeScaling().isPresent() || options.cacheType() != CacheType.F32) {
      throw new IllegalArgumentException("this engine runs with the model's own positions and F32");
    }
    Kernels kernels = KernelSelector.select(options.kernels());
    GgufFile file = GgufFile.open(path);
    WorkerPool pool = new WorkerPool(options.threads());
    boolean opened = false;
    try {
      ModelConfig config = ModelConfig.of(file);
      int contextLength = contextLength(config, options);
      LanguageModel model = new LanguageModel(file, config, kernels, pool, contextLength);
      opened = true;
      return model;
    } finally {
      if (!opened) {
        pool.close();
        file.close();
      }
    }
  }

  private static int contextLength(ModelConfig config, LoadOptions options) {
    int wanted = options.contextLength().orElse(config.contextLength());
    if (wanted > config.contextLength()) {
      throw new IllegalArgumentException(
          "the context is longer than the model was made for\n  expected at most %d, found %d"
              .formatted(config.contextLength(), wanted));
    }
    return wanted;
  }
}
