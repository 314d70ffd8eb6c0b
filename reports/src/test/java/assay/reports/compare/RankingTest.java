package assay.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.TestRuns;
import assay.reports.compare.Ranking.Order;
import assay.reports.compare.Ranking.RankedRun;
import assay.results.Cause;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Rankings by score and from below.
final class RankingTest {
  private static RunOutcomes run(String name, int right, int lost) {
    return run(name, right, 0, lost);
  }

  /// Returns a run of 100 samples of which the first ones are right, so many from the 60th on, and
  /// the last ones were lost.
  private static RunOutcomes run(String name, int right, int late, int lost) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Score score = new Score.Wrong("B", "rule 1", "");
      if (i < right || (i >= 60 && i < 60 + late)) {
        score = new Score.Correct("A", "rule 1");
      } else if (i >= 100 - lost) {
        score = new Score.NotMeasured(Cause.TIMEOUT, "");
      }
      records.add(TestRuns.record(i, 0, "law", "A", Map.of("own", score)));
    }
    return RunOutcomes.of(
        TestRuns.of(name, TestRuns.manifest(name, "mmlu-pro/official-local", records), records),
        Optional.empty());
  }

  private static List<String> names(Ranking ranking) {
    return ranking.places().stream().map(RankedRun::name).toList();
  }

  @Test
  void aRunThatMeasuredLessCannotWinByThat() {
    // Sixty samples are shared: there the lossy run has 50 right, as the whole ones have.
    RunOutcomes lossy = run("lossy", 50, 40);
    RunOutcomes whole = run("whole", 70, 0);
    RunOutcomes weak = run("weak", 40, 0);
    Ranking below = Ranking.of(List.of(lossy, whole, weak), Order.LOWER_END);
    assertThat(names(below)).containsExactly("whole", "lossy", "weak");
    // Of all hundred 50 to 90 are right: the interval reaches to both sides of that.
    RankedRun open = below.places().get(1);
    assertThat(open.covering().low()).isBetween(0.40, 0.43);
    assertThat(open.covering().high()).isBetween(0.93, 0.96);
    // By Wald's interval with nothing open: 0.7 - 1.96 sqrt(0.21 / 99).
    assertThat(below.places().getFirst().covering().low()).isBetween(0.609, 0.610);
  }

  @Test
  void theOrderMayDifferFromThatOfScoresAndRanksStayTrue() {
    // Of the 60 samples that all measured the careless run has one more right, of all it has less.
    RunOutcomes careless = run("careless", 50, 40);
    RunOutcomes steady = run("steady", 49, 30, 2);
    RunOutcomes weak = run("weak", 10, 0);
    List<RunOutcomes> runs = List.of(careless, steady, weak);
    assertThat(names(Ranking.of(runs))).containsExactly("careless", "steady", "weak");
    Ranking below = Ranking.of(runs, Order.LOWER_END);
    assertThat(names(below)).containsExactly("steady", "careless", "weak");
    assertThat(below.order()).isEqualTo(Order.LOWER_END);
    assertThat(below.places())
        .extracting(RankedRun::covering)
        .isSortedAccordingTo((one, other) -> Double.compare(other.low(), one.low()));
    RankedRun last = below.places().getLast();
    assertThat(last.name()).isEqualTo("weak");
    assertThat(last.bestRank()).isEqualTo(3);
    for (RankedRun place : Ranking.of(runs).places()) {
      assertThat(below.places())
          .filteredOn(other -> other.name().equals(place.name()))
          .containsExactly(place);
    }
  }
}
