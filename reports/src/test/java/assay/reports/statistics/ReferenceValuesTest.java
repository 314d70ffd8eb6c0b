package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.reports.run.PassAtK;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares with SciPy and statsmodels; `tools/statistics/reference.py` made the values.
final class ReferenceValuesTest {
  private static final Offset<Double> TIGHT = within(1e-12);

  @ParameterizedTest
  @MethodSource("wilsonCases")
  void wilsonIntervalMatchesStatsmodels(JsonNode expected) {
    double n = expected.get("n").asDouble();
    Interval interval =
        WilsonInterval.of(
            expected.get("hits").asDouble() / n, n, expected.get("confidence").asDouble());
    assertInterval(interval, expected);
  }

  @ParameterizedTest
  @MethodSource("clusteredCases")
  void clusteredShareMatchesStatsmodels(JsonNode expected) {
    ClusteredShare share =
        ClusteredShare.of(integers(expected.get("hits")), integers(expected.get("trials")));
    assertThat(share.value()).isCloseTo(expected.get("value").asDouble(), TIGHT);
    assertThat(share.standardError().orElseThrow())
        .isCloseTo(expected.get("standardError").asDouble(), TIGHT);
    assertThat(share.effectiveTrials())
        .isCloseTo(expected.get("effectiveTrials").asDouble(), within(1e-8));
    assertInterval(share.interval(), expected);
  }

  @ParameterizedTest
  @MethodSource("meanCases")
  void sampleMeanMatchesScipy(JsonNode expected) {
    SampleMean mean = SampleMean.of(doubles(expected.get("values")));
    assertThat(mean.value()).isCloseTo(expected.get("mean").asDouble(), TIGHT);
    assertThat(mean.standardError().orElseThrow())
        .isCloseTo(expected.get("standardError").asDouble(), TIGHT);
    Interval interval = mean.interval().orElseThrow();
    assertThat(interval.low()).isCloseTo(expected.get("low").asDouble(), within(1e-9));
    assertThat(interval.high()).isCloseTo(expected.get("high").asDouble(), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("passAtKCases")
  void passAtKMatchesExactFractions(JsonNode expected) {
    assertThat(
            PassAtK.ofSample(
                expected.get("n").asInt(), expected.get("c").asInt(), expected.get("k").asInt()))
        .isCloseTo(expected.get("value").asDouble(), TIGHT);
  }

  @Test
  void oneClusterHasNoStandardError() {
    assertThat(ClusteredShare.of(new int[] {3}, new int[] {5}).standardError()).isEmpty();
  }

  @Test
  void agreeingAttemptsCountAsTheirClusters() {
    ClusteredShare share = ClusteredShare.of(new int[] {4, 4, 4}, new int[] {4, 4, 4});
    assertThat(share.effectiveTrials()).isEqualTo(3);
    assertThat(share.interval()).isEqualTo(WilsonInterval.of(1, 3));
  }

  @Test
  void refusesMoreHitsThanTrials() {
    assertThatThrownBy(() -> ClusteredShare.of(new int[] {2}, new int[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cluster 0 has 2 hits of 1 trials");
  }

  private static void assertInterval(Interval actual, JsonNode expected) {
    assertThat(actual.low()).isCloseTo(expected.get("low").asDouble(), TIGHT);
    assertThat(actual.high()).isCloseTo(expected.get("high").asDouble(), TIGHT);
  }

  private static int[] integers(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }

  private static double[] doubles(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  static Stream<JsonNode> wilsonCases() throws IOException {
    return cases("wilson");
  }

  static Stream<JsonNode> clusteredCases() throws IOException {
    return cases("clustered");
  }

  static Stream<JsonNode> meanCases() throws IOException {
    return cases("mean");
  }

  static Stream<JsonNode> passAtKCases() throws IOException {
    return cases("passAtK");
  }

  private static Stream<JsonNode> cases(String name) throws IOException {
    try (InputStream json = ReferenceValuesTest.class.getResourceAsStream("reference.json")) {
      return new ObjectMapper().readTree(json).get(name).valueStream();
    }
  }
}
