package assay.engine.model;

import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.ModelConfig;
import java.util.Arrays;
import java.util.List;

/// Which experts the tokens of a batch pass through, and what they compute. Each pick of a token
/// has a slot; slots are ordered by expert, so that an expert's tokens are one batch.
///
/// Mutable, and part of an engine's [Activations].
final class Routing {
  final float[] logits; // [tokens, expertCount]
  final int[] experts; // [tokens, usedCount], ascending for each token
  final float[] weights; // [tokens, usedCount]
  final int[] slots; // [tokens, usedCount]
  final int[] starts; // [expertCount + 1], an expert's first slot
  final float[] input; // [slots, modelDim]
  final float[] gate; // [slots, expertDim]
  final float[] up; // [slots, expertDim]
  final float[] output; // [slots, modelDim]
  final int[] active; // [activeCount], the experts that tokens pass through
  private final int[] next; // [expertCount]
  private int activeCount;

  Routing(ModelConfig config, int tokens) {
    List<Experts> blocks =
        config.blocks().stream()
            .map(BlockConfig::feedForward)
            .filter(Experts.class::isInstance)
            .map(Experts.class::cast)
            .distinct()
            .toList();
    int expertCount = blocks.stream().mapToInt(e -> e.router().expertCount()).max().orElse(0);
    int usedCount = blocks.stream().mapToInt(e -> e.router().usedCount()).max().orElse(0);
    int expertDim = blocks.stream().mapToInt(Experts::expertDim).max().orElse(0);
    int slotCount = Math.multiplyExact(tokens, usedCount);
    logits = new float[Math.multiplyExact(tokens, expertCount)];
    experts = new int[slotCount];
    weights = new float[slotCount];
    slots = new int[slotCount];
    starts = new int[expertCount + 1];
    active = new int[expertCount];
    next = new int[expertCount];
    input = new float[Math.multiplyExact(slotCount, config.modelDim())];
    gate = new float[Math.multiplyExact(slotCount, expertDim)];
    up = new float[Math.multiplyExact(slotCount, expertDim)];
    output = new float[Math.multiplyExact(slotCount, config.modelDim())];
  }

  /// Gives each of the first `picks` picks its slot.
  void assign(int picks) {
    Arrays.fill(starts, 0);
    for (int i = 0; i < picks; i++) {
      starts[experts[i] + 1]++;
    }
    for (int expert = 0; expert < next.length; expert++) {
      starts[expert + 1] += starts[expert];
      next[expert] = starts[expert];
    }
    for (int i = 0; i < picks; i++) {
      slots[i] = next[experts[i]]++;
    }
    activeCount = 0;
    for (int expert = 0; expert < next.length; expert++) {
      if (load(expert) > 0) {
        active[activeCount++] = expert;
      }
    }
  }

  /// Returns how many experts tokens pass through.
  int activeCount() {
    return activeCount;
  }

  /// Returns how many tokens of the batch pass through an expert.
  int load(int expert) {
    return starts[expert + 1] - starts[expert];
  }
}
