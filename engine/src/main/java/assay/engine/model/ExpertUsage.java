package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.ModelConfig;
import java.util.Arrays;

/// How often each expert of each layer has been picked: over all passes, where a token counts again
/// when it is computed again, and by the positions of the sequence in the cache, where it counts
/// once however it came there.
///
/// Mutable, and owned by one session's [Activations]; read it between passes.
public final class ExpertUsage {
  private static final int FIRST_POSITIONS = 256;

  private final long[][] picks; // [layerCount][expertCount], empty for layers without experts
  private final short[][] trace; // [layerCount][positions, usedCount]
  private final int[] used; // [layerCount], 0 for layers without experts

  ExpertUsage(ModelConfig config) {
    picks = new long[config.layerCount()][0];
    trace = new short[config.layerCount()][0];
    used = new int[config.layerCount()];
    for (int layer = 0; layer < picks.length; layer++) {
      if (config.blocks().get(layer).feedForward() instanceof Experts experts) {
        picks[layer] = new long[experts.router().expertCount()];
        used[layer] = experts.router().usedCount();
        trace[layer] = new short[FIRST_POSITIONS * used[layer]];
      }
    }
  }

  /// Notes the experts of one token.
  ///
  /// @param position of the token in the sequence
  /// @param experts picked, from `first` on
  void note(int layer, int position, int[] experts, int first) {
    int count = used[layer];
    int end = Math.multiplyExact(position + 1, count);
    if (end > trace[layer].length) {
      trace[layer] = Arrays.copyOf(trace[layer], Math.max(end, 2 * trace[layer].length));
    }
    for (int i = 0; i < count; i++) {
      picks[layer][experts[first + i]]++;
      trace[layer][position * count + i] = (short) experts[first + i];
    }
  }

  /// Returns the number of layers.
  public int layerCount() {
    return picks.length;
  }

  /// Returns a copy of a layer's counts over all passes, one for each expert; empty for a layer
  /// without experts.
  public long[] ofLayer(int layer) {
    return picks[layer].clone();
  }

  /// Returns a layer's counts over some positions of the sequence in the cache.
  ///
  /// @param from the first position
  /// @param to the one behind the last; the cache must hold the one before it
  public long[] ofLayer(int layer, int from, int to) {
    long[] counts = new long[picks[layer].length];
    for (int i = from * used[layer]; i < to * used[layer]; i++) {
      counts[trace[layer][i]]++;
    }
    return counts;
  }
}
