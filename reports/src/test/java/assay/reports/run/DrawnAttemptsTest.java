package assay.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.DrawnRuns;
import assay.reports.compare.AttemptDifferences;
import assay.reports.statistics.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Figures of several attempts at samples that were drawn by strata.
final class DrawnAttemptsTest {
  private static final String SCORER = "math/sound";
  private static final int ATTEMPTS = 6;

  private static List<Ballot> ballots(RunRecords run) {
    return Ballots.of(run, SCORER, AnswerLikeness.TEXT);
  }

  @ParameterizedTest
  @EnumSource(AttemptMetric.class)
  void aFigureOfDrawnSamplesIsThatOfAllSamplesForWhichTheyStand(AttemptMetric metric) {
    List<Ballot> whole = ballots(DrawnRuns.whole("whole", 0.6, ATTEMPTS));
    List<Ballot> drawn = ballots(DrawnRuns.drawn("drawn", 0.6, ATTEMPTS));
    assertThat(whole).hasSize(200);
    assertThat(drawn).hasSize(40);
    double plain =
        drawn.stream().mapToDouble(each -> each.value(metric, 3).value()).average().orElseThrow();
    for (int k : List.of(1, 3, ATTEMPTS)) {
      Estimate all = AttemptFigure.of(metric, k, whole).estimate();
      Estimate part = AttemptFigure.of(metric, k, drawn).estimate();
      assertThat(part.value().orElseThrow()).isCloseTo(all.value().orElseThrow(), within(1e-12));
      assertThat(part.bounds().low()).isCloseTo(all.bounds().low(), within(1e-12));
      assertThat(part.bounds().high()).isCloseTo(all.bounds().high(), within(1e-12));
    }
    // Without weights the hard samples, which are half of those drawn, would weigh too much.
    assertThat(AttemptFigure.of(metric, 3, drawn).estimate().value().orElseThrow())
        .isGreaterThan(plain + 0.05);
  }

  @Test
  void avgOfDrawnSamplesIsTheScoreWithItsInterval() {
    RunReport report = RunReport.of(DrawnRuns.drawn("drawn", 0.6, ATTEMPTS));
    Estimate score = report.scorers().getFirst().accuracy().estimate();
    Estimate avg =
        report.attemptFigures().stream()
            .filter(each -> each.metric() == AttemptMetric.AVG)
            .findFirst()
            .orElseThrow()
            .estimate();
    assertThat(avg.value().orElseThrow()).isCloseTo(score.value().orElseThrow(), within(1e-12));
    assertThat(avg.standardError().orElseThrow())
        .isCloseTo(score.standardError().orElseThrow(), within(1e-12));
    assertThat(avg.interval().orElseThrow().low())
        .isCloseTo(score.interval().orElseThrow().low(), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(AttemptMetric.class)
  void theBootstrapOfDrawnSamplesHasTheSpreadOfTheirEstimate(AttemptMetric metric) {
    AttemptFigure figure =
        AttemptFigure.of(metric, 3, ballots(DrawnRuns.drawn("drawn", 0.6, ATTEMPTS)));
    Interval bootstrap = figure.bootstrap().orElseThrow();
    double error = figure.estimate().standardError().orElseThrow();
    assertThat((bootstrap.high() - bootstrap.low()) / (2 * 1.96 * error)).isBetween(0.95, 1.05);
    assertThat((bootstrap.high() + bootstrap.low()) / 2)
        .isCloseTo(figure.estimate().value().orElseThrow(), within(0.01));
  }

  @Test
  void differencesOfDrawnRunsAreThoseOfTheWholeRuns() {
    AttemptDifferences whole = differences(true);
    AttemptDifferences drawn = differences(false);
    assertThat(drawn.rows()).hasSameSizeAs(whole.rows()).hasSize(4);
    for (int row = 0; row < drawn.rows().size(); row++) {
      AttemptDifferences.Row part = drawn.rows().get(row);
      AttemptDifferences.Row all = whole.rows().get(row);
      assertThat(part.scoreA()).as(part.name()).isCloseTo(all.scoreA(), within(1e-12));
      assertThat(part.scoreB()).as(part.name()).isCloseTo(all.scoreB(), within(1e-12));
      assertThat(part.difference().value()).isCloseTo(all.difference().value(), within(1e-9));
      assertThat(part.bootstrap().contains(all.difference().value())).isTrue();
    }
  }

  private static AttemptDifferences differences(boolean all) {
    RunRecords a = all ? DrawnRuns.whole("a", 0.6, 4) : DrawnRuns.drawn("a", 0.6, 4);
    RunRecords b = all ? DrawnRuns.whole("b", 0.8, 4) : DrawnRuns.drawn("b", 0.8, 4);
    return AttemptDifferences.of("a", ballots(a), "b", ballots(b), List.of(3));
  }
}
