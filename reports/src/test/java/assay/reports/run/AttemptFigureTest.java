package assay.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.TestRuns;
import assay.reports.compare.AttemptDifferences;
import assay.reports.section.AttemptTables;
import assay.results.Cause;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What several attempts come to, from records with answers.
final class AttemptFigureTest {
  private static final String SCORER = "math/sound";

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /// Returns records of ten samples with eight attempts each, of which some are not measured.
  private static List<SampleRecord> records(long seed, double lost) {
    Random random = new Random(seed);
    List<SampleRecord> records = new ArrayList<>();
    for (int sample = 0; sample < 10; sample++) {
      double chance = random.nextDouble();
      for (int attempt = 0; attempt < 8; attempt++) {
        records.add(record(sample, attempt, score(random, chance, lost)));
      }
    }
    return records;
  }

  private static Score score(Random random, double chance, double lost) {
    if (random.nextDouble() < lost) {
      return new Score.NotMeasured(Cause.TIMEOUT, "");
    }
    if (random.nextDouble() < 0.1) {
      return new Score.NoAnswer("");
    }
    return random.nextDouble() < chance
        ? new Score.Correct(random.nextBoolean() ? "1/2" : "0.5", "equal")
        : new Score.Wrong(Integer.toString(random.nextInt(3)), "equal", "");
  }

  private static SampleRecord record(int sample, int attempt, Score score) {
    return TestRuns.record(sample, attempt, "algebra", "text", Map.of(SCORER, score));
  }

  private static List<Ballot> ballots(List<SampleRecord> records) {
    return Ballots.of(run("run", records), SCORER, AnswerLikeness.TEXT);
  }

  private static RunRecords run(String name, List<SampleRecord> records) {
    return TestRuns.of(name, TestRuns.manifest("m", "math-500/generic", records), records);
  }

  private static double value(AttemptMetric metric, int k, List<Ballot> ballots) {
    return AttemptFigure.of(metric, k, ballots).estimate().value().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void avgIsTheMeanWhateverKAndOneAttemptIsAllOfThem(long seed) {
    List<SampleRecord> records = records(seed, 0);
    List<Ballot> ballots = ballots(records);
    double mean = records.stream().filter(each -> each.primaryScore().correct()).count() / 80.0;
    for (int k = 1; k <= 8; k++) {
      assertThat(value(AttemptMetric.AVG, k, ballots)).isCloseTo(mean, within(1e-12));
    }
    for (AttemptMetric metric : AttemptMetric.values()) {
      assertThat(value(metric, 1, ballots)).as(metric.at(1)).isCloseTo(mean, within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void passRisesWithKAndNoVoteBeatsIt(long seed) {
    List<Ballot> ballots = ballots(records(seed, 0));
    double before = 0;
    for (int k = 1; k <= 8; k++) {
      double pass = value(AttemptMetric.PASS, k, ballots);
      assertThat(pass).isGreaterThanOrEqualTo(before - 1e-12);
      assertThat(value(AttemptMetric.MAJ, k, ballots)).isLessThanOrEqualTo(pass + 1e-12);
      assertThat(value(AttemptMetric.CONS, k, ballots)).isLessThanOrEqualTo(pass + 1e-12);
      before = pass;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverTheLostAttemptsHadComeToLiesWithinTheBounds(long seed) {
    List<SampleRecord> whole = records(seed, 0);
    Random random = new Random(~seed);
    List<SampleRecord> partly =
        whole.stream()
            .map(
                each ->
                    random.nextInt(6) == 0
                        ? record(
                            each.index(), each.attempt(), new Score.NotMeasured(Cause.TIMEOUT, ""))
                        : each)
            .toList();
    List<Ballot> complete = ballots(whole);
    for (AttemptMetric metric : AttemptMetric.values()) {
      for (int k : new int[] {1, 2, 3, 5, 8}) {
        AttemptFigure figure = AttemptFigure.of(metric, k, ballots(partly));
        double truth = value(metric, k, complete);
        assertThat(figure.estimate().bounds().low()).as(metric.at(k)).isLessThan(truth + 1e-9);
        assertThat(figure.estimate().bounds().high()).as(metric.at(k)).isGreaterThan(truth - 1e-9);
        assertThat(figure.samples()).isLessThanOrEqualTo(10);
      }
    }
  }

  @Test
  void votesAreByTextAndConsensusIsByWhatTheScorerCallsEqual() {
    Score half = new Score.Correct("1/2", "equal");
    Score decimal = new Score.Correct("0.5", "equal");
    Score two = new Score.Wrong("2", "equal", "");
    Score alsoTwo = new Score.Wrong("2.0", "equal", "");
    List<Ballot> ballots =
        Ballots.of(
            run("run", attempts(half, decimal, two, two, alsoTwo, half)),
            SCORER,
            (scorer, one, other) -> Double.parseDouble(one) == Double.parseDouble(other));
    // By text: 1/2 twice, 2 twice. By the scorer: three are right, three are two.
    assertThat(value(AttemptMetric.MAJ, 6, ballots)).isEqualTo(0.5);
    assertThat(value(AttemptMetric.CONS, 6, ballots)).isEqualTo(0.5);
    List<Ballot> text = ballots(attempts(half, decimal, two, two, alsoTwo, half));
    assertThat(value(AttemptMetric.CONS, 6, text)).isEqualTo(1);
  }

  private static List<SampleRecord> attempts(Score... scores) {
    List<SampleRecord> records = new ArrayList<>();
    for (Score score : scores) {
      records.add(record(0, records.size(), score));
    }
    return records;
  }

  @Test
  void aSampleWithTooFewMeasuredAttemptsIsLeftOutAndOpen() {
    Score right = new Score.Correct("1", "equal");
    Score lost = new Score.NotMeasured(Cause.TIMEOUT, "");
    List<SampleRecord> records = new ArrayList<>(attempts(right, right));
    records.add(record(1, 0, right));
    records.add(record(1, 1, lost));
    AttemptFigure figure = AttemptFigure.of(AttemptMetric.MAJ, 2, ballots(records));
    assertThat(figure.samples()).isEqualTo(1);
    assertThat(figure.estimate().value()).hasValue(1);
    assertThat(figure.estimate().bounds().low()).isEqualTo(0.5);
    assertThat(figure.bootstrap()).isEmpty();
    AttemptFigure never = AttemptFigure.of(AttemptMetric.MAJ, 3, ballots(records));
    assertThat(never.samples()).isZero();
    assertThat(never.estimate()).isEqualTo(Estimate.unmeasured());
  }

  @Test
  void programsThatNobodyWroteTwiceAreNotVotedOn() {
    List<SampleRecord> records =
        attempts(
            new Score.Correct("print(1)", "tests"),
            new Score.Wrong("print(2)", "tests", ""),
            new Score.Correct("print(0 + 1)", "tests"));
    assertThat(AttemptFigure.all(ballots(records), List.of()))
        .extracting(AttemptFigure::name)
        .containsExactly("pass@1", "pass@2", "pass@3", "avg@3");
    assertThat(AttemptFigure.all(ballots(records.subList(0, 1)), List.of())).isEmpty();
  }

  @Test
  void samplesAreTheUnitsOfBothIntervals() {
    List<SampleRecord> records = new ArrayList<>();
    for (int sample = 0; sample < 40; sample++) {
      for (int attempt = 0; attempt < 4; attempt++) {
        Score score =
            sample % 2 == 0 ? new Score.Correct("1", "equal") : new Score.Wrong("2", "equal", "");
        records.add(record(sample, attempt, score));
      }
    }
    AttemptFigure figure = AttemptFigure.of(AttemptMetric.AVG, 4, ballots(records));
    // Forty samples that are right or wrong as a whole: sqrt(0.25 / 39).
    assertThat(figure.estimate().standardError().orElseThrow()).isCloseTo(0.0801, within(1e-4));
    assertThat(figure.bootstrap().orElseThrow().low()).isCloseTo(0.35, within(0.011));
    assertThat(figure.bootstrap().orElseThrow().high()).isCloseTo(0.65, within(0.011));
  }

  @Test
  void twoRunsAreComparedSampleBySample() {
    List<Ballot> a = ballots(records(1, 0.1));
    List<Ballot> b = ballots(records(2, 0.1));
    AttemptDifferences two = AttemptDifferences.of("a", a, "b", b, List.of(3));
    assertThat(two.rows())
        .extracting(AttemptDifferences.Row::name)
        .containsExactly("pass@3", "avg@3", "maj@3", "cons@3");
    for (AttemptDifferences.Row row : two.rows()) {
      assertThat(row.difference().value()).isCloseTo(row.scoreB() - row.scoreA(), within(1e-12));
      assertThat(row.difference().interval().contains(row.difference().value())).isTrue();
    }
    assertThat(AttemptTables.json(two).get(2).path("figure").asText()).isEqualTo("maj@3");
    assertThat(AttemptDifferences.of("a", a, "b", b, List.of()).rows().getFirst().name())
        .isEqualTo("pass@8");
    assertThat(AttemptDifferences.of("a", a, "b", List.of(), List.of()).rows()).isEmpty();
  }
}
