package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.ModelConfig;

/// How often each expert of each layer has been picked. A token counts once for each expert that it
/// passes through, and again when it is computed again.
///
/// Mutable, and owned by one session's [Activations]; read it between passes.
public final class ExpertUsage {
  private final long[][] picks; // [layerCount][expertCount], empty for layers without experts

  ExpertUsage(ModelConfig config) {
    picks = new long[config.layerCount()][0];
    for (int layer = 0; layer < picks.length; layer++) {
      if (config.blocks().get(layer).feedForward() instanceof Experts experts) {
        picks[layer] = new long[experts.router().expertCount()];
      }
    }
  }

  void count(int layer, int expert) {
    picks[layer][expert]++;
  }

  /// Returns a copy of a layer's counts, one for each expert; empty for a layer without experts.
  public long[] ofLayer(int layer) {
    return picks[layer].clone();
  }
}
