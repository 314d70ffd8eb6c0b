package assay.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.DrawnRuns;
import assay.reports.compare.Ranking.RankedRun;
import assay.reports.run.RunRecords;
import assay.reports.run.Verdict;
import assay.reports.statistics.Interval;
import assay.reports.statistics.WilsonInterval;
import assay.results.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Comparisons of runs over samples that were drawn at different rates.
final class DrawnComparisonTest {
  private static RunOutcomes outcomes(RunRecords run) {
    return RunOutcomes.of(run, Optional.empty());
  }

  /// Returns the run without a verdict on one sample.
  private static RunOutcomes without(RunOutcomes run, int lost) {
    List<SampleOutcome> samples = new ArrayList<>(run.samples());
    SampleOutcome old = samples.get(lost);
    SampleOutcome.Attempt none =
        new SampleOutcome.Attempt(
            new Verdict.NotMeasured(Cause.TIMEOUT), OptionalInt.empty(), 0, false);
    samples.set(
        lost, new SampleOutcome(old.id(), old.digest(), old.facets(), List.of(none), old.weight()));
    return new RunOutcomes(run.name(), run.suite(), run.scorer(), run.settings(), samples);
  }

  @Test
  void aRankingHasTheScoresOfTheWholeAndIntervalsOfWhatWasDrawn() {
    List<RunOutcomes> whole = new ArrayList<>();
    List<RunOutcomes> drawn = new ArrayList<>();
    for (double skill : new double[] {0.9, 0.6, 0.3}) {
      whole.add(outcomes(DrawnRuns.whole("skill " + skill, skill, 1)));
      drawn.add(outcomes(DrawnRuns.drawn("skill " + skill, skill, 1)));
    }
    List<RankedRun> all = Ranking.of(whole).places();
    List<RankedRun> part = Ranking.of(drawn).places();
    for (int place = 0; place < 3; place++) {
      assertThat(part.get(place).name()).isEqualTo(all.get(place).name());
      assertThat(part.get(place).score()).isCloseTo(all.get(place).score(), within(1e-12));
      // Twenty of weight 1.6 and twenty of 0.4 are as good as 40 * 40 / 54.4 of one weight.
      Interval expected = WilsonInterval.of(part.get(place).score(), 40 * 40 / 54.4, 1 - 0.05 / 3);
      assertThat(part.get(place).interval().low()).isCloseTo(expected.low(), within(1e-9));
      assertThat(part.get(place).interval().high()).isCloseTo(expected.high(), within(1e-9));
    }
  }

  @Test
  void whatASampleLeavesOpenIsWhatItStandsFor() {
    RunOutcomes a = outcomes(DrawnRuns.drawn("a", 0.6, 1));
    RunOutcomes b = outcomes(DrawnRuns.drawn("b", 0.8, 1));
    double easy = width(Comparison.of(a, without(b, 0)));
    double hard = width(Comparison.of(a, without(b, 1)));
    // From 0 to 1 of one sample in 40: 1.6 / 40 and 0.4 / 40.
    assertThat(easy - hard).isCloseTo((1.6 - 0.4) / 40, within(0.01));
  }

  private static double width(Comparison comparison) {
    Interval covering = comparison.coveringUnmeasured().orElseThrow();
    return covering.high() - covering.low();
  }
}
