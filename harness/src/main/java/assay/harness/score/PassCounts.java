package assay.harness.score;

import assay.reports.run.PassAtK;
import assay.results.Score;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts right attempts by sample, for pass@k.
final class PassCounts {
  private static final List<Integer> BUDGETS = List.of(1, 2, 5, 10, 20, 50, 100, 200);

  /// Measured attempts and right ones, by sample.
  private final Map<String, int[]> bySample = new LinkedHashMap<>();

  void add(String id, Score score) {
    int[] counts = bySample.computeIfAbsent(id, sample -> new int[2]);
    counts[0] += score.measured() ? 1 : 0;
    counts[1] += score.correct() ? 1 : 0;
  }

  /// Writes `passAtK`, by k, over the samples with at least k measured attempts, if any sample has
  /// more than one.
  void write(ObjectNode summary) {
    int most = bySample.values().stream().mapToInt(counts -> counts[0]).max().orElse(0);
    if (most < 2) {
      return;
    }
    ObjectNode node = summary.putObject("passAtK");
    for (int k : BUDGETS) {
      List<int[]> enough = bySample.values().stream().filter(counts -> counts[0] >= k).toList();
      if (!enough.isEmpty()) {
        double mean =
            enough.stream()
                .mapToDouble(counts -> PassAtK.ofSample(counts[0], counts[1], k))
                .average()
                .orElseThrow();
        node.putObject(Integer.toString(k)).put("samples", enough.size()).put("value", mean);
      }
    }
  }
}
