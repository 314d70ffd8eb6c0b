package assay.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.TestRuns;
import assay.reports.compare.PairwiseDifferences.Versus;
import assay.reports.run.RunRecords;
import assay.reports.statistics.HolmAdjustment;
import assay.results.SampleRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class PairwiseDifferencesTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  private final List<RunOutcomes> runs =
      List.of(outcomes("a", 1, 90), outcomes("b", 2, 90), outcomes("c", 3, 60));
  private final PairwiseDifferences all = PairwiseDifferences.of(runs);

  private static RunOutcomes outcomes(String name, long seed, int samples) {
    List<SampleRecord> records = TestRuns.random(seed, samples, 1);
    RunRecords run =
        TestRuns.of(name, TestRuns.manifest("M" + name, "mmlu-pro/official", records), records);
    return RunOutcomes.of(run, Optional.empty());
  }

  @Test
  void anyRunCanBeTheBaselineAndTheComparisonsFiguresFollow() {
    for (RunOutcomes base : runs) {
      for (RunOutcomes other : runs) {
        if (!base.equals(other)) {
          Comparison comparison = Comparison.of(base, other);
          Versus versus = all.versus(base.name()).get(other.name());
          assertThat(versus.samples()).isEqualTo(comparison.n());
          assertThat(versus.value()).isCloseTo(comparison.difference().value(), EXACT);
          assertThat(versus.interval().low())
              .isCloseTo(comparison.difference().interval().low(), EXACT);
          assertThat(versus.interval().high())
              .isCloseTo(comparison.difference().interval().high(), EXACT);
        }
      }
    }
  }

  @Test
  void testsBesideOneBaselineAreCorrectedTogether() {
    double[] adjusted =
        HolmAdjustment.adjust(
            new double[] {
              Comparison.of(runs.get(1), runs.get(0)).difference().pValue(),
              Comparison.of(runs.get(1), runs.get(2)).difference().pValue()
            });
    Map<String, Versus> versus = all.versus("b");
    assertThat(versus.keySet()).containsExactly("a", "c");
    assertThat(versus.get("a").adjustedP()).isCloseTo(adjusted[0], EXACT);
    assertThat(versus.get("c").adjustedP()).isCloseTo(adjusted[1], EXACT);
  }

  @Test
  void runsWithoutACommonSampleAreMissing() {
    List<SampleRecord> other = List.of(TestRuns.random(1, 90, 1).getLast());
    RunOutcomes one =
        RunOutcomes.of(
            TestRuns.of("d", TestRuns.manifest("Md", "mmlu-pro/official", other), other),
            Optional.empty());
    RunOutcomes few = outcomes("e", 4, 5);
    assertThat(PairwiseDifferences.of(List.of(few, one)).versus("e")).isEmpty();
  }
}
