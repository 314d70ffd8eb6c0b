package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.reports.statistics.RegressionEstimate.Point;
import assay.reports.statistics.RegressionEstimate.Stratum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RegressionEstimateTest {
  @Test
  void whatIsALineIsKnownExactly() {
    RegressionEstimate estimate =
        RegressionEstimate.of(
            List.of(
                new Stratum(
                    1,
                    0.1,
                    List.of(new Point(0, 0.1), new Point(0.5, 0.35), new Point(0.7, 0.45)))),
            0.9);
    assertThat(estimate.value()).isCloseTo(0.1 + 0.5 * 0.9, within(1e-12));
    assertThat(estimate.error()).isCloseTo(0, within(1e-8));
    assertThat(estimate.rSquared()).isCloseTo(1, within(1e-9));
  }

  /// By hand: slope 2/5 of x = 1..4 with y = 0, 1, 0, 1 is 0.2; residual sum of squares is 0.8.
  @Test
  void oneStratumIsTheRegressionOfTheTextbook() {
    RegressionEstimate estimate =
        RegressionEstimate.of(
            List.of(
                new Stratum(
                    1,
                    0.5,
                    List.of(new Point(1, 0), new Point(2, 1), new Point(3, 0), new Point(4, 1)))),
            3);
    assertThat(estimate.plain()).isEqualTo(0.5);
    assertThat(estimate.value()).isCloseTo(0.5 + 0.2 * (3 - 2.5), within(1e-12));
    assertThat(estimate.error() * estimate.error())
        .isCloseTo(0.5 * 0.8 / (4 - 2) / 4, within(1e-12));
    assertThat(estimate.plainError() * estimate.plainError())
        .isCloseTo(0.5 * 1.0 / 3 / 4, within(1e-12));
  }

  @Test
  void nothingKnownChangesNothing() {
    RegressionEstimate estimate =
        RegressionEstimate.of(
            List.of(
                new Stratum(1, 0.5, List.of(new Point(1, 0), new Point(1, 1), new Point(1, 1)))),
            1);
    assertThat(estimate.value()).isEqualTo(estimate.plain());
    assertThat(estimate.rSquared()).isZero();
  }

  @Test
  void aPopulationIsCoveredWithoutBiasAndWithLessSpread() {
    Random random = new Random(7);
    List<List<Point>> strata = new ArrayList<>();
    double known = 0;
    double full = 0;
    for (int i = 0; i < 4; i++) {
      List<Point> members = new ArrayList<>();
      for (int j = 0; j < 500 * (i + 1); j++) {
        double ease = Math.pow(random.nextDouble(), 0.5 + i);
        members.add(new Point(ease, random.nextDouble() < ease ? 1 : 0));
        known += members.getLast().known() / 5000;
        full += members.getLast().found() / 5000;
      }
      strata.add(members);
    }
    double sum = 0;
    double squares = 0;
    double plainSquares = 0;
    int covered = 0;
    int draws = 2000;
    for (int i = 0; i < draws; i++) {
      RegressionEstimate estimate = RegressionEstimate.of(drawn(strata, random), known);
      sum += estimate.value() - full;
      squares += Math.pow(estimate.value() - full, 2);
      plainSquares += Math.pow(estimate.plain() - full, 2);
      covered += estimate.interval().contains(full) ? 1 : 0;
    }
    assertThat(Math.abs(sum / draws)).isLessThan(3.5 * Math.sqrt(squares) / draws);
    assertThat((double) covered / draws).isBetween(0.93, 0.97);
    assertThat(1 - squares / plainSquares).isBetween(0.15, 0.6);
  }

  private static List<Stratum> drawn(List<List<Point>> strata, Random random) {
    List<Stratum> drawn = new ArrayList<>();
    for (List<Point> members : strata) {
      List<Point> shuffled = new ArrayList<>(members);
      Collections.shuffle(shuffled, random);
      int count = members.size() / 25;
      drawn.add(new Stratum(members.size() / 5000.0, 1.0 / 25, shuffled.subList(0, count)));
    }
    return drawn;
  }

  @Test
  void tooFewPointsAreRefused() {
    assertThatThrownBy(
            () ->
                RegressionEstimate.of(
                    List.of(new Stratum(1, 0.5, List.of(new Point(1, 0), new Point(2, 1)))), 1))
        .hasMessage("2 points in 1 strata are too few for a slope");
  }
}
