package assay.engine.model;

import assay.engine.cache.PageTable;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.ModelConfig;

/// How often each expert of each layer was picked.
public final class ExpertUsage {
  private final long[][] picks; // [layerCount][expertCount], empty for layers without experts

  /// Takes over the counts.
  ///
  /// @param picks `[layerCount][expertCount]`, empty for layers without experts
  public ExpertUsage(long[][] picks) {
    this.picks = picks;
  }

  /// Returns counters at zero.
  static long[][] counters(ModelConfig config) {
    long[][] counters = new long[config.layerCount()][0];
    for (int layer = 0; layer < counters.length; layer++) {
      if (config.blocks().get(layer).feedForward() instanceof Experts experts) {
        counters[layer] = new long[experts.router().expertCount()];
      }
    }
    return counters;
  }

  /// Counts picks at some positions of a sequence, each once whoever computed it.
  public static ExpertUsage of(ModelConfig config, PageTable pages, int from, int to) {
    long[][] counters = counters(config);
    for (int layer = 0; layer < counters.length; layer++) {
      if (counters[layer].length > 0) {
        pages.countPicks(layer, from, to, counters[layer]);
      }
    }
    return new ExpertUsage(counters);
  }

  /// Returns whether the model has no experts.
  public boolean isEmpty() {
    for (long[] layer : picks) {
      if (layer.length > 0) {
        return false;
      }
    }
    return true;
  }

  /// Returns the number of layers.
  public int layerCount() {
    return picks.length;
  }

  /// Returns a copy of a layer's counts, one for each expert; empty for a layer without experts.
  public long[] ofLayer(int layer) {
    return picks[layer].clone();
  }
}
