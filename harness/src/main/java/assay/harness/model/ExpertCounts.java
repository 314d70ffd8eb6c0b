package assay.harness.model;

import assay.engine.LanguageModel;
import assay.engine.model.ExpertUsage;
import assay.results.ExpertPicks;
import java.util.Arrays;
import java.util.Optional;

/// Reads from the engine which experts its last sequence used.
final class ExpertCounts {
  private ExpertCounts() {}

  /// Returns the counts; empty for a model without experts.
  static Optional<ExpertPicks> of(LanguageModel model, int promptTokens) {
    ExpertUsage ofPrompt = model.expertUsage(0, promptTokens);
    ExpertUsage ofRest = model.expertUsage(promptTokens, model.sequenceLength());
    int layers = ofPrompt.layerCount();
    int[][] prompt = new int[layers][];
    int[][] generated = new int[layers][];
    int experts = 0;
    for (int layer = 0; layer < layers; layer++) {
      prompt[layer] = counts(ofPrompt, layer);
      generated[layer] = counts(ofRest, layer);
      experts += prompt[layer].length;
    }
    return experts == 0 ? Optional.empty() : Optional.of(new ExpertPicks(prompt, generated));
  }

  private static int[] counts(ExpertUsage usage, int layer) {
    return Arrays.stream(usage.ofLayer(layer)).mapToInt(Math::toIntExact).toArray();
  }
}
