package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares with SciPy and statsmodels (`tools/statistics/comparison.py`) and with published
/// tables.
final class ComparisonReferenceTest {
  private static final Offset<Double> TIGHT = within(1e-9);

  @ParameterizedTest
  @MethodSource("pairs")
  void differenceOfPairsMatches(JsonNode expected) {
    PairedDifference found =
        PairedDifference.ofPairs(
            expected.get("onlyA").asLong(),
            expected.get("onlyB").asLong(),
            expected.get("n").asLong());
    assertThat(found.pValue()).isCloseTo(expected.get("pValue").asDouble(), TIGHT);
    assertThat(found.interval().low()).isCloseTo(expected.get("low").asDouble(), TIGHT);
    assertThat(found.interval().high()).isCloseTo(expected.get("high").asDouble(), TIGHT);
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void differenceOfClustersMatchesScipy(JsonNode expected) {
    PairedDifference found = PairedDifference.ofClusters(doubles(expected.get("values")));
    assertThat(found.value()).isCloseTo(expected.get("mean").asDouble(), TIGHT);
    assertThat(found.standardError()).isCloseTo(expected.get("standardError").asDouble(), TIGHT);
    assertThat(found.pValue()).isCloseTo(expected.get("pValue").asDouble(), TIGHT);
    assertThat(found.interval().low()).isCloseTo(expected.get("low").asDouble(), TIGHT);
    assertThat(found.interval().high()).isCloseTo(expected.get("high").asDouble(), TIGHT);
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void bootstrapAgreesWithScipyWithinItsOwnNoise(JsonNode expected) {
    double[] values = doubles(expected.get("values"));
    Interval found = PairedBootstrap.interval(values, 1);
    double noise =
        0.08 * (expected.get("bootHigh").asDouble() - expected.get("bootLow").asDouble());
    assertThat(found.low()).isCloseTo(expected.get("bootLow").asDouble(), within(noise));
    assertThat(found.high()).isCloseTo(expected.get("bootHigh").asDouble(), within(noise));
    assertThat(PairedBootstrap.interval(values, 1)).isEqualTo(found);
  }

  @ParameterizedTest
  @MethodSource("holm")
  void holmMatchesStatsmodels(JsonNode expected) {
    assertThat(HolmAdjustment.adjust(doubles(expected.get("p"))))
        .containsExactly(doubles(expected.get("adjusted")), TIGHT);
  }

  @ParameterizedTest
  @MethodSource("sequential")
  void criticalValuesMatchTheJointNormalDistribution(JsonNode expected) {
    double[] found =
        GroupSequentialTest.criticalValues(
            expected.get("rate").asDouble(), doubles(expected.get("fractions")));
    assertThat(found).containsExactly(doubles(expected.get("critical")), within(2e-4));
  }

  /// Boundaries for a two-sided 5 % test, as printed for the O'Brien-Fleming type spending function
  /// by the program of Reboussin, DeMets, Kim and Lan (Controlled Clinical Trials 21, 2000).
  static Stream<Arguments> published() {
    return Stream.of(
        Arguments.of(new double[] {2.9626, 1.9686}),
        Arguments.of(new double[] {3.7103, 2.5114, 1.9930}),
        Arguments.of(new double[] {4.3326, 2.9631, 2.3590, 2.0141}),
        Arguments.of(new double[] {4.8769, 3.3569, 2.6803, 2.2898, 2.0310}));
  }

  @ParameterizedTest
  @MethodSource("published")
  void criticalValuesMatchPublishedTables(double[] expected) {
    double[] fractions =
        IntStream.rangeClosed(1, expected.length)
            .mapToDouble(look -> (double) look / expected.length)
            .toArray();
    assertThat(GroupSequentialTest.criticalValues(0.025, fractions))
        .containsExactly(expected, within(1e-3));
  }

  @Test
  void aDifferenceJustDetectableIsFoundFourTimesInFive() {
    // Fleiss, Levin and Paik: z(0.975) + z(0.8) = 2.8016 standard errors.
    assertThat(DetectableDifference.of(0.01)).isCloseTo(0.028016, within(1e-6));
  }

  static Stream<JsonNode> pairs() throws IOException {
    return cases("pairs");
  }

  static Stream<JsonNode> clusters() throws IOException {
    return cases("clusters");
  }

  static Stream<JsonNode> holm() throws IOException {
    return cases("holm");
  }

  static Stream<JsonNode> sequential() throws IOException {
    return cases("sequential");
  }

  private static Stream<JsonNode> cases(String name) throws IOException {
    try (InputStream in = ComparisonReferenceTest.class.getResourceAsStream("comparison.json")) {
      JsonNode array = new ObjectMapper().readTree(in).get(name);
      return IntStream.range(0, array.size()).mapToObj(array::get);
    }
  }

  private static double[] doubles(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }
}
