package assay.reports.axes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.run.RunRecords;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.published.Cutoff;
import assay.results.published.PublishedModels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContaminationTest {
  private final List<SampleRecord> records = new ArrayList<>();

  /// Counts as in the recorded runs of o1-mini; the interval is statsmodels' for them
  /// (`confint_proportions_2indep(112, 180, 66, 79, method="newcomb")`).
  @Test
  void splitsProblemsAtTheCutoffOfTheRegistry() {
    add("contest_date", "2023-06-04T00:00:00", "easy", 33, 33);
    add("contest_date", "2023-10-31T23:00:00", "hard", 46, 33);
    add("contest_date", "2023-11-01T00:00:00", "easy", 80, 80);
    add("contest_date", "2024-08-04T00:00:00", "hard", 100, 32);
    Contamination found = report("o1-mini", Optional.empty()).runs().getFirst();
    assertThat(found.before().problems()).isEqualTo(79);
    assertThat(found.after().problems()).isEqualTo(180);
    Contamination.Gap gap = found.gap().orElseThrow();
    assertThat(gap.value()).isCloseTo(112 / 180.0 - 66 / 79.0, within(1e-12));
    assertThat(gap.interval().low()).isCloseTo(-0.3112580372, within(1e-9));
    assertThat(gap.interval().high()).isCloseTo(-0.0950848093, within(1e-9));
    assertThat(gap.strata())
        .extracting(Contamination.Difficulty::name)
        .containsExactly("easy", "hard");
    // By hand: easy is right on both sides; hard 0.32 against 33/46, weighed with 146 of 259.
    assertThat(gap.standardised().orElseThrow().value())
        .isCloseTo(146 / 259.0 * (0.32 - 33 / 46.0), within(1e-12));
    assertThat(gap.odds().orElseThrow().oddsRatio())
        .isCloseTo((32.0 * 13) / (68.0 * 33), within(1e-12));
    assertThat(found.months()).hasSize(4);
  }

  @Test
  void leavesOutProblemsOfWhichOnlyTheMonthOfTheCutoffIsKnown() {
    add("month", "2024-04", "easy", 3, 2);
    add("month", "2024-05", "easy", 5, 2);
    add("month", "2024-06", "easy", 7, 2);
    Optional<Cutoff> middle = Optional.of(Cutoff.parse("2024-05-15", "a test"));
    Contamination found = report("Nobody-1B", middle).runs().getFirst();
    assertThat(found.before().problems()).isEqualTo(3);
    assertThat(found.after().problems()).isEqualTo(7);
    assertThat(found.undecided()).isEqualTo(5);
    Optional<Cutoff> end = Optional.of(Cutoff.parse("2024-05", "a test"));
    assertThat(report("Nobody-1B", end).runs().getFirst().before().problems()).isEqualTo(8);
  }

  @Test
  void hasNoOddsOfAnswersThatAreRightInPart() {
    add("month", "2024-04", "easy", 8, 5);
    add("month", "2024-06", "easy", 8, 2);
    Optional<Cutoff> cutoff = Optional.of(Cutoff.parse("2024-05", "a test"));
    assertThat(report("Nobody-1B", cutoff).runs().getFirst().gap().orElseThrow().odds())
        .isPresent();
    SampleRecord last = records.removeLast();
    Score part =
        new Score.Wrong("", "tests", "", Optional.empty(), Optional.of(new Score.Part(1, 2)));
    records.add(
        new SampleRecord(
            last.index(),
            0,
            last.sample(),
            last.prompt(),
            last.outcome(),
            Map.of("code/real", part)));
    assertThat(report("Nobody-1B", cutoff).runs().getFirst().gap().orElseThrow().odds()).isEmpty();
  }

  @Test
  void namesModelsWhoseCutoffNobodyStates() {
    add("month", "2024-04", "easy", 3, 2);
    add("month", "2024-06", "easy", 3, 2);
    Contaminations found = report("Nobody-1B", Optional.empty());
    assertThat(found.runs()).isEmpty();
    assertThat(found.unknown()).containsExactly("Nobody-1B");
  }

  @Test
  void hasNoGapWhereOneSideIsEmpty() {
    add("month", "2024-04", "easy", 3, 2);
    add("month", "2024-06", "easy", 3, 2);
    Optional<Cutoff> late = Optional.of(Cutoff.parse("2025-01", "a test"));
    assertThat(report("Nobody-1B", late).runs().getFirst().gap()).isEmpty();
  }

  private Contaminations report(String model, Optional<Cutoff> cutoff) {
    RunRecords run =
        TestRuns.of("run", TestRuns.manifest(model, "livecodebench/generic", records), records);
    AxisOptions options = new AxisOptions(PublishedModels.bundled(), cutoff, Map.of());
    return Report.of(List.of(run), options).axes().contamination();
  }

  private void add(String facet, String date, String difficulty, int n, int right) {
    for (int i = 0; i < n; i++) {
      Map<String, String> facets = new LinkedHashMap<>();
      facets.put("difficulty", difficulty);
      facets.put(facet, date);
      String id = "p" + records.size();
      records.add(
          new SampleRecord(
              records.size(),
              0,
              new Sample(id, "digest", "", "", facets, new Sample.Plain()),
              new Prompt.Unrecorded(),
              TestRuns.completion("x"),
              Map.of(
                  "code/real",
                  i < right ? new Score.Correct("", "tests") : new Score.Wrong("", "tests", ""))));
    }
  }
}
