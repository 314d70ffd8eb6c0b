package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Expected values by hand: residuals -0.5, -1 and 1.5, and the 97.5 % point of Student's t with
/// two degrees of freedom, 4.302653.
final class ClusteredMeanTest {
  @Test
  void takesClustersNotValuesAsIndependent() {
    ClusteredMean mean = ClusteredMean.of(new double[] {1, 2, 6}, new long[] {1, 2, 3});
    double error = Math.sqrt(3.0 / 2 * 3.5) / 6;
    assertThat(mean.value()).isEqualTo(1.5);
    assertThat(mean.standardError().orElseThrow()).isCloseTo(error, within(1e-12));
    assertThat(mean.interval().orElseThrow().low()).isCloseTo(1.5 - 4.302653 * error, within(1e-6));
    assertThat(mean.interval().orElseThrow().high())
        .isCloseTo(1.5 + 4.302653 * error, within(1e-6));
  }

  @Test
  void withOneValueAClusterItIsTheUsualMean() {
    double[] values = {3, 1, 4, 1, 5};
    ClusteredMean mean = ClusteredMean.of(values, new long[] {1, 1, 1, 1, 1});
    SampleMean usual = SampleMean.of(values);
    assertThat(mean.value()).isEqualTo(usual.value());
    assertThat(mean.standardError().orElseThrow())
        .isCloseTo(usual.standardError().orElseThrow(), within(1e-12));
  }

  @Test
  void oneClusterHasNoInterval() {
    assertThat(ClusteredMean.of(new double[] {5}, new long[] {10}).interval()).isEmpty();
    assertThatThrownBy(() -> ClusteredMean.of(new double[] {1, 2}, new long[] {3, 0}))
        .hasMessage("cluster 1 has 0 values");
  }
}
