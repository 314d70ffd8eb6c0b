package assay.harness.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.published.PublishedScore;
import assay.results.published.PublishedScores;
import assay.tasks.benchmarks.Benchmarks;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The registry's figures with a stated number of worked examples that no protocol has;
/// `docs/recipes/reproduce-a-figure.md` says why.
final class RefusedFiguresTest {
  @Test
  void theFiguresThatNoProtocolCanAskForAreThese() {
    Map<String, Integer> refused = new TreeMap<>();
    for (PublishedScore figure : PublishedScores.bundled().all()) {
      if (ReproductionPlan.of(figure, Benchmarks.standard())
              instanceof ReproductionPlan.Refused(String field, String stated)
          && field.equals("shots")) {
        refused.merge(figure.suite() + ", " + stated + "-shot", 1, Integer::sum);
      }
    }
    assertThat(refused)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "gpqa-diamond, 5-shot", 4,
                "humaneval, 0-shot", 10,
                "livecodebench, 3-shot", 4,
                "mmlu-redux, 5-shot", 8));
  }
}
