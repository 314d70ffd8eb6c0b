package assay.engine;

import assay.engine.config.ModelConfig;
import assay.engine.config.WeightPlacement;
import assay.engine.execute.Team;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import assay.engine.machine.HugePages;
import assay.engine.model.Weights;
import java.io.IOException;
import java.nio.file.Path;

/// Opens models.
public final class ModelLoader {
  private ModelLoader() {}

  /// Opens a GGUF file, or a checkpoint folder of Hugging Face. Weights are mapped, and packed when
  /// they are needed: this takes milliseconds for any size.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws MalformedModelException if it is damaged, or of a kind that the engine does not run
  /// @throws IllegalArgumentException if the kernels do not run on this machine, or the context is
  ///   longer than the model was made for
  public static LanguageModel open(Path path, LoadOptions options) throws IOException {
    boolean packs = options.weights() == WeightPlacement.PACKED;
    Kernels kernels = KernelSelector.select(options.kernels(), packs);
    ModelFiles files = ModelFiles.open(path);
    LanguageModel.Parts parts =
        new LanguageModel.Parts(files.weights(), new Team(options.threads()), new HugePages());
    boolean opened = false;
    try {
      ModelConfig made = files.config();
      int contextLength = options.contextLength().orElse(made.contextLength());
      ModelConfig config = made.inContext(contextLength, options.ropeScaling());
      Weights weights =
          Weights.of(files.weights(), config, matrix -> kernels.pack(matrix, parts.memory()));
      LanguageModel model = new LanguageModel(parts, config, kernels, weights, options);
      opened = true;
      return model;
    } finally {
      if (!opened) {
        parts.close();
      }
    }
  }
}
