package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.reports.statistics.StratifiedShare.Cluster;
import assay.reports.statistics.StratifiedShare.Stratum;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StratifiedShareTest {
  /// `trials` single trials of which the first hit.
  private static List<Cluster> singles(int hits, int trials) {
    return IntStream.range(0, trials).mapToObj(i -> new Cluster(i < hits ? 1 : 0, 1)).toList();
  }

  @Test
  void equalWeightsGiveThePlainShare() {
    StratifiedShare share =
        StratifiedShare.of(
            List.of(
                new Stratum(1, 0.1, singles(3, 7)),
                new Stratum(1, 0.1, List.of(new Cluster(1, 2), new Cluster(2, 3)))));
    assertThat(share.value()).isEqualTo(6.0 / 12);
  }

  @Test
  void oneStratumOfALargePopulationIsTheUsualShare() {
    StratifiedShare share = StratifiedShare.of(List.of(new Stratum(1, 1e-12, singles(30, 100))));
    ClusteredShare usual =
        ClusteredShare.of(
            IntStream.range(0, 100).map(i -> i < 30 ? 1 : 0).toArray(),
            IntStream.range(0, 100).map(i -> 1).toArray());
    assertThat(share.standardError().orElseThrow())
        .isCloseTo(usual.standardError().orElseThrow(), within(1e-9));
    assertThat(share.interval().low()).isCloseTo(usual.interval().low(), within(2e-3));
  }

  /// Cochran, "Sampling Techniques", equation 5.7: `sum(W^2 (1 - f) s^2 / n)`, by hand for strata
  /// of 800 and 200 of which 10 and 5 were drawn.
  @Test
  void varianceIsThatOfTheTextbook() {
    StratifiedShare share =
        StratifiedShare.of(
            List.of(
                new Stratum(80, 10.0 / 800, singles(4, 10)),
                new Stratum(40, 5.0 / 200, singles(4, 5))));
    assertThat(share.value()).isCloseTo(0.8 * 0.4 + 0.2 * 0.8, within(1e-12));
    double first = 0.64 * (1 - 10.0 / 800) * (0.24 * 10 / 9) / 10;
    double second = 0.04 * (1 - 5.0 / 200) * (0.16 * 5 / 4) / 5;
    assertThat(share.standardError().orElseThrow())
        .isCloseTo(Math.sqrt(first + second), within(1e-12));
  }

  @Test
  void aWholePopulationLeavesNothingOpenAndAgreementDoes() {
    assertThat(StratifiedShare.of(List.of(new Stratum(1, 1, singles(3, 7)))).interval())
        .isEqualTo(new Interval(3.0 / 7, 3.0 / 7));
    Interval agreed = StratifiedShare.of(List.of(new Stratum(1, 0.1, singles(20, 20)))).interval();
    assertThat(agreed.high()).isEqualTo(1);
    assertThat(agreed.low()).isBetween(0.8, 0.9);
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> new Cluster(2, 1)).hasMessage("2.0 hits of 1.0 trials");
    assertThatThrownBy(() -> StratifiedShare.of(List.of(new Stratum(1, 0.5, List.of()))))
        .hasMessage("there is no share of no trials");
  }
}
