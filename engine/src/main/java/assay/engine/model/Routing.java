package assay.engine.model;

import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.ModelConfig;
import assay.engine.kernels.Batch;
import java.util.Arrays;
import java.util.List;

/// Which experts the tokens of a batch pass through, and what they compute. Each pick of a token
/// has a slot; slots are ordered by expert, so that an expert's tokens are one batch.
///
/// What the experts compute is one line of work, each of them as long as its outputs times its
/// tokens. Places on the line count outputs of an expert with an average number of tokens, so that
/// stretches of equal length are equal work however unequal the experts are.
///
/// Mutable, and part of an engine's [Activations].
final class Routing {
  /// Outputs that machine code computes at once; experts are cut between two such panels.
  private static final int PANEL = 16;

  final int expertDim; // of the widest, and from slot to slot of the arrays
  final float[] logits; // [tokens, expertCount]
  final int[] experts; // [tokens, usedCount], ascending for each token
  final float[] weights; // [tokens, usedCount]
  final int[] slots; // [tokens, usedCount]
  final int[] starts; // [expertCount + 1], an expert's first slot
  final float[] input; // [slots, modelDim]
  final float[] gate; // [slots, expertDim]
  final float[] up; // [slots, expertDim]
  final float[] output; // [slots, modelDim]
  final Batch[] inputs; // of each slot, what begins there, made once so that steps leave no garbage
  final Batch[] gates; // likewise
  final Batch[] ups; // likewise
  final Batch[] outputs; // likewise
  final int[] active; // [activeCount], the experts that tokens pass through
  private final int[] next; // [expertCount]
  private int activeCount;
  private int pickCount;

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
    expertDim = blocks.stream().mapToInt(Experts::expertDim).max().orElse(0);
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
    inputs = Batch.each(input, config.modelDim());
    gates = Batch.each(gate, expertDim);
    ups = Batch.each(up, expertDim);
    outputs = Batch.each(output, config.modelDim());
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
    pickCount = picks;
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

  /// Returns how many of an active expert's outputs lie before a place on the line of work.
  ///
  /// @param place from 0 to `activeCount * outputs`
  /// @param outputs of each expert
  int outputsBefore(int place, int expert, int outputs) {
    long end = (long) place * pickCount / activeCount; // in products of outputs and tokens
    long done = (end - (long) starts[expert] * outputs) / load(expert);
    if (done >= outputs) {
      return outputs;
    }
    return (int) Math.max(0, done - done % PANEL);
  }
}
