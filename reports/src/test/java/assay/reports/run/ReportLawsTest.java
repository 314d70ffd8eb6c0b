package assay.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.TestRuns;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReportLawsTest {

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyEstimateLiesWithinItsBoundsAndItsInterval(long seed) {
    estimates(run(seed))
        .filter(estimate -> estimate.value().isPresent())
        .forEach(
            estimate -> {
              double value = estimate.value().getAsDouble();
              assertThat(estimate.bounds().contains(value))
                  .as("seed %d: %s", seed, estimate)
                  .isTrue();
              assertThat(estimate.interval().stream().allMatch(i -> i.contains(value)))
                  .as("seed %d: %s", seed, estimate)
                  .isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void verdictsAddUpToAttemptsInTheWholeAndInEverySlice(long seed) {
    List<SampleRecord> records = records(seed);
    RunReport run = run(seed);
    assertThat(run.scorers())
        .as("seed %d", seed)
        .allMatch(scorer -> scorer.accuracy().counts().total() == records.size());
    Counts whole = run.scorers().getFirst().accuracy().counts();
    for (Breakdown breakdown : run.breakdowns()) {
      assertThat(breakdown.slices().stream().mapToLong(s -> s.accuracy().counts().correct()).sum())
          .as("seed %d", seed)
          .isEqualTo(whole.correct());
      assertThat(
              breakdown.slices().stream().mapToLong(s -> s.accuracy().counts().unmeasured()).sum())
          .as("seed %d", seed)
          .isEqualTo(whole.unmeasured());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfRecordsChangesNothing(long seed) {
    List<SampleRecord> shuffled = new ArrayList<>(records(seed));
    Collections.shuffle(shuffled, new Random(seed));
    RunReport expected = run(seed);
    RunReport actual = RunReport.of(TestRuns.of("run", expected.manifest(), shuffled));
    assertThat(actual.scorers()).as("seed %d", seed).isEqualTo(expected.scorers());
    assertThat(actual.breakdowns()).as("seed %d", seed).isEqualTo(expected.breakdowns());
    assertThat(actual.attemptFigures()).as("seed %d", seed).isEqualTo(expected.attemptFigures());
    assertThat(actual.tokens()).as("seed %d", seed).isEqualTo(expected.tokens());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void passAtKNeverFallsWithMoreAttempts(long seed) {
    List<SampleRecord> measured =
        records(seed).stream().filter(record -> record.primaryScore().measured()).toList();
    if (measured.isEmpty()) {
      return;
    }
    RunManifest manifest = TestRuns.manifest("model", "mmlu-pro/official-local", measured);
    List<AttemptFigure> series =
        RunReport.of(TestRuns.of("run", manifest, measured)).attemptFigures().stream()
            .filter(each -> each.metric() == AttemptMetric.PASS)
            .toList();
    assertThat(
            series.stream()
                .filter(each -> each.samples() == series.getFirst().samples())
                .map(each -> each.estimate().value().orElseThrow()))
        .as("seed %d", seed)
        .isSortedAccordingTo((before, now) -> before > now + 1e-12 ? 1 : 0);
  }

  private static List<SampleRecord> records(long seed) {
    Random sizes = new Random(seed);
    return TestRuns.random(seed, 1 + sizes.nextInt(40), 1 + sizes.nextInt(6));
  }

  private static RunReport run(long seed) {
    List<SampleRecord> records = records(seed);
    return RunReport.of(
        TestRuns.of(
            "run", TestRuns.manifest("model", "mmlu-pro/official-local", records), records));
  }

  private static Stream<Estimate> estimates(RunReport run) {
    return Stream.of(
            run.scorers().stream().map(scorer -> scorer.accuracy().estimate()),
            run.breakdowns().stream().map(Breakdown::macro),
            run.breakdowns().stream()
                .flatMap(breakdown -> breakdown.slices().stream())
                .map(slice -> slice.accuracy().estimate()),
            run.attemptFigures().stream().map(AttemptFigure::estimate))
        .flatMap(each -> each);
  }
}
