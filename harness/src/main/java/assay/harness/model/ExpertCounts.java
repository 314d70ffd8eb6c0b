package assay.harness.model;

import assay.engine.Generation;
import assay.engine.model.ExpertUsage;
import assay.results.ExpertPicks;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// Says of a completion which experts it used, as records have it.
final class ExpertCounts {
  private ExpertCounts() {}

  /// Returns the counts; empty for a model without experts.
  static Optional<ExpertPicks> of(Generation generation) {
    ExpertUsage ofPrompt = generation.experts().ofPrompt();
    if (ofPrompt.isEmpty()) {
      return Optional.empty();
    }
    ExpertUsage ofRest = generation.experts().ofRest();
    return Optional.of(new ExpertPicks(counts(ofPrompt), counts(ofRest)));
  }

  private static int[][] counts(ExpertUsage usage) {
    return IntStream.range(0, usage.layerCount())
        .mapToObj(layer -> Arrays.stream(usage.ofLayer(layer)).mapToInt(Math::toIntExact).toArray())
        .toArray(int[][]::new);
  }
}
