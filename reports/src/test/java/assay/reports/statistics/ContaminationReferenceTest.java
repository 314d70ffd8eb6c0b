package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares with statsmodels and NumPy (`tools/statistics/contamination.py`).
final class ContaminationReferenceTest {
  private static final Offset<Double> TIGHT = within(1e-9);

  @ParameterizedTest
  @MethodSource("pairs")
  void newcombeMatchesStatsmodels(JsonNode expected) {
    double nBefore = expected.get("nBefore").asDouble();
    double nAfter = expected.get("nAfter").asDouble();
    double before = expected.get("before").asDouble() / nBefore;
    double after = expected.get("after").asDouble() / nAfter;
    Interval found =
        NewcombeInterval.of(
            before, WilsonInterval.of(before, nBefore), after, WilsonInterval.of(after, nAfter));
    assertThat(found.low()).isCloseTo(expected.get("low").asDouble(), TIGHT);
    assertThat(found.high()).isCloseTo(expected.get("high").asDouble(), TIGHT);
  }

  @ParameterizedTest
  @MethodSource("strata")
  void pooledOddsMatchStatsmodels(JsonNode expected) {
    List<MantelHaenszel.CountStratum> strata = new ArrayList<>();
    for (JsonNode each : expected.get("strata")) {
      strata.add(
          new MantelHaenszel.CountStratum(
              each.get(0).asLong(),
              each.get(1).asLong(),
              each.get(2).asLong(),
              each.get(3).asLong()));
    }
    MantelHaenszel found = MantelHaenszel.of(strata).orElseThrow();
    assertThat(found.oddsRatio()).isCloseTo(expected.get("oddsRatio").asDouble(), TIGHT);
    assertThat(found.interval().low()).isCloseTo(expected.get("low").asDouble(), TIGHT);
    assertThat(found.interval().high()).isCloseTo(expected.get("high").asDouble(), TIGHT);
    assertThat(found.pValue()).isCloseTo(expected.get("pValue").asDouble(), TIGHT);
  }

  @ParameterizedTest
  @MethodSource("standardised")
  void standardisedDifferenceMatchesNumpy(JsonNode expected) {
    List<StandardisedDifference.ShareStratum> strata = new ArrayList<>();
    for (JsonNode each : expected.get("strata")) {
      strata.add(
          new StandardisedDifference.ShareStratum(
              scores(each.get(0).asInt(), each.get(1).asInt()),
              scores(each.get(2).asInt(), each.get(3).asInt())));
    }
    StandardisedDifference found = StandardisedDifference.of(strata).orElseThrow();
    assertThat(found.value()).isCloseTo(expected.get("value").asDouble(), TIGHT);
    assertThat(found.standardError()).isCloseTo(expected.get("standardError").asDouble(), TIGHT);
    assertThat(found.interval().low()).isCloseTo(expected.get("low").asDouble(), TIGHT);
    assertThat(found.interval().high()).isCloseTo(expected.get("high").asDouble(), TIGHT);
  }

  @Test
  void saysNothingWhereNothingCanBePooled() {
    assertThat(MantelHaenszel.of(List.of(new MantelHaenszel.CountStratum(3, 3, 0, 0)))).isEmpty();
    assertThat(MantelHaenszel.of(List.of(new MantelHaenszel.CountStratum(3, 3, 2, 2)))).isEmpty();
    assertThat(StandardisedDifference.of(List.of())).isEmpty();
  }

  private static List<Double> scores(int right, int n) {
    return IntStream.range(0, n).mapToObj(i -> i < right ? 1.0 : 0.0).toList();
  }

  static Stream<JsonNode> pairs() throws IOException {
    return reference("pairs");
  }

  static Stream<JsonNode> strata() throws IOException {
    return reference("strata");
  }

  static Stream<JsonNode> standardised() throws IOException {
    return reference("standardised");
  }

  private static Stream<JsonNode> reference(String name) throws IOException {
    try (InputStream json =
        ContaminationReferenceTest.class.getResourceAsStream("contamination.json")) {
      JsonNode cases = new ObjectMapper().readTree(json).get(name);
      assertThat(cases).isNotEmpty();
      return StreamSupport.stream(cases.spliterator(), false);
    }
  }
}
