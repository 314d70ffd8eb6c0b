package assay.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.reports.TestRuns;
import assay.results.SampleRecord;
import assay.results.Score;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Figures of several attempts that others recorded.
final class RecordedAttemptsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MATH =
      Path.of("../../shared/data/math/generations_qwen2.5-math_100x8_even.jsonl");

  /// How many of ten attempts passed, for each problem and model of LiveCodeBench's leaderboard of
  /// 26 February 2024: a tenth of the `pass@1` in `src/mocks/2024_02_26.json` of the repository
  /// `LiveCodeBench/livecodebench.github.io` at b047fb3a518e98e3c08e896e001dc40c97a00cd9, whose
  /// SHA-256 is 4709a30fccc05805b34f92de9e25e5d17df2259559168bd57df678a020ec84b4. A problem that a
  /// model was not asked is blank.
  private static final String LEADERBOARD = "livecodebench-2024-02-26.csv";

  /// Checks the figures that the leaderboard shows: the mean of pass@1 over problems, all and by
  /// difficulty, with one decimal (`leaderboardLib.tsx` there). It has no interval; standard errors
  /// are by Python's `statistics`: the deviation of problems over the root of their number.
  @ParameterizedTest
  @CsvSource({
    "DSCoder-33b-Ins, 349, 1151, 33.0, 66.6, 21.9, 1.8, 2.3065",
    "DSCoder-6.7b-Ins, 349, 789, 22.6, 48.5, 12.6, 1.3, 2.0240",
    "DSCoder-1.3b-Ins, 349, 389, 11.1, 28.0, 3.2, 0.0, 1.5133",
    "Cllama-34b-Ins, 349, 423, 12.1, 30.6, 2.7, 1.3, 1.6238",
    "Cllama-13b-Ins, 349, 413, 11.8, 31.9, 1.6, 0.1, 1.5894",
    "Cllama-7b-Ins, 349, 361, 10.3, 27.2, 2.0, 0.0, 1.5323",
    "WCoder-34B-V1, 349, 577, 16.5, 42.4, 4.0, 0.1, 1.7765",
    "Phind-34B-V2, 349, 723, 20.7, 51.3, 6.2, 0.6, 2.0313",
    "GPT-3.5-Turbo-0301, 349, 792, 22.7, 52.3, 10.4, 0.0, 2.0665",
    "GPT-4-0613, 349, 1278, 36.6, 75.5, 24.0, 0.3, 2.4131",
    "GPT-4-Turbo-1106, 349, 1453, 41.6, 82.0, 28.2, 4.4, 2.4093",
    "Claude-2, 349, 846, 24.2, 58.2, 9.1, 0.1, 2.1991",
    "Claude-Instant-1, 348, 728, 20.9, 52.6, 5.2, 1.3, 2.1102",
    "Google-Gemini-Pro, 349, 644, 18.5, 46.5, 5.1, 0.1, 1.8675",
    "MagiCoderS-DS-6.7B, 349, 814, 23.3, 49.7, 14.0, 0.1, 2.0631",
    "MagiCoderS-CL-7B, 349, 380, 10.9, 29.1, 1.7, 0.0, 1.4761",
  })
  void tenAttemptsGiveTheLeaderboardsFigureWithItsInterval(
      String model,
      int problems,
      int passed,
      double all,
      double easy,
      double medium,
      double hard,
      double error)
      throws IOException {
    List<SampleRecord> records = livecodebench(model);
    assertThat(records).hasSize(10 * problems);
    assertThat(records).filteredOn(each -> each.primaryScore().correct()).hasSize(passed);
    RunReport report =
        RunReport.of(
            TestRuns.of(
                model, TestRuns.manifest(model, "livecodebench/generic", records), records));
    Map<String, AttemptFigure> figures = new HashMap<>();
    report.attemptFigures().forEach(each -> figures.put(each.name(), each));
    for (String name : List.of("pass@1", "avg@10")) {
      AttemptFigure figure = figures.get(name);
      assertThat(shown(figure.estimate())).as(name).isEqualTo(all);
      double value = figure.estimate().value().orElseThrow();
      assertThat(100 * figure.estimate().standardError().orElseThrow())
          .isCloseTo(error, within(1e-4));
      // 348 degrees of freedom: 1.967 standard errors to either side.
      assertThat(100 * figure.estimate().interval().orElseThrow().low())
          .isCloseTo(100 * value - 1.967 * error, within(0.01));
      assertThat(100 * figure.estimate().interval().orElseThrow().high())
          .isCloseTo(100 * value + 1.967 * error, within(0.01));
      assertThat(100 * figure.bootstrap().orElseThrow().high())
          .isCloseTo(100 * value + 1.96 * error, within(0.3));
    }
    Estimate score = report.scorers().getFirst().accuracy().estimate();
    assertThat(shown(score)).isEqualTo(all);
    assertThat(100 * score.standardError().orElseThrow()).isCloseTo(error, within(1e-4));
    Map<String, Double> levels = new HashMap<>();
    report
        .breakdowns()
        .getFirst()
        .slices()
        .forEach(each -> levels.put(each.value(), shown(each.accuracy().estimate())));
    assertThat(levels)
        .containsExactlyInAnyOrderEntriesOf(Map.of("easy", easy, "medium", medium, "hard", hard));
    assertThat(figures.get("pass@10").estimate().value().orElseThrow())
        .isGreaterThan(figures.get("pass@1").estimate().value().orElseThrow());
  }

  private static double shown(Estimate estimate) {
    return Math.round(1000 * estimate.value().orElseThrow()) / 10.0;
  }

  private static List<SampleRecord> livecodebench(String model) throws IOException {
    List<String> lines;
    try (InputStream table = RecordedAttemptsTest.class.getResourceAsStream(LEADERBOARD)) {
      lines = new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    int column = Arrays.asList(lines.getFirst().split(",", -1)).indexOf(model);
    List<SampleRecord> records = new ArrayList<>();
    for (int problem = 1; problem < lines.size(); problem++) {
      String[] fields = lines.get(problem).split(",", -1);
      for (int attempt = 0; attempt < 10 && !fields[column].isEmpty(); attempt++) {
        String program = "program " + attempt;
        Score score =
            attempt < Integer.parseInt(fields[column])
                ? new Score.Correct(program, "tests")
                : new Score.Wrong(program, "tests", "");
        records.add(
            TestRuns.record(problem, attempt, fields[1], "", Map.of("code/official", score)));
      }
    }
    return records;
  }

  /// Checks real generations of Qwen2.5-Math, eight a problem, with the verdicts of its authors.
  /// The votes are by Python, which went through all subsets of attempts.
  @Test
  void eightAttemptsAtRealProblemsAreVotedOn() throws IOException {
    assumeTrue(Files.isRegularFile(MATH), "no recorded generations at " + MATH);
    Map<String, Integer> problems = new LinkedHashMap<>();
    Map<String, Integer> tries = new HashMap<>();
    List<SampleRecord> records = new ArrayList<>();
    for (String line : Files.readAllLines(MATH)) {
      JsonNode row = JSON.readTree(line);
      String id = row.path("idx").asText();
      int index = problems.computeIfAbsent(id, first -> problems.size());
      int attempt = tries.merge(id, 1, Integer::sum) - 1;
      records.add(TestRuns.record(index, attempt, "math", "", Map.of("math/qwen", score(row))));
    }
    List<Ballot> ballots =
        Ballots.of(
            TestRuns.of("run", TestRuns.manifest("m", "math-500/generic", records), records),
            "math/qwen",
            AnswerLikeness.TEXT);
    assertThat(ballots).hasSize(50);
    double[][] expected = {
      {1, 0.8775, 0.8775, 0.040008},
      {2, 0.8775, 0.910714, 0.040008},
      {3, 0.883452, 0.930357, 0.039596},
      {4, 0.890214, 0.942286, 0.03876},
      {8, 0.9, 0.96, 0.040406}
    };
    for (double[] row : expected) {
      AttemptFigure maj = AttemptFigure.of(AttemptMetric.MAJ, (int) row[0], ballots);
      AttemptFigure pass = AttemptFigure.of(AttemptMetric.PASS, (int) row[0], ballots);
      assertThat(maj.estimate().value().orElseThrow()).isCloseTo(row[1], within(1e-6));
      assertThat(pass.estimate().value().orElseThrow()).isCloseTo(row[2], within(1e-6));
      assertThat(maj.estimate().standardError().orElseThrow()).isCloseTo(row[3], within(1e-6));
    }
  }

  private static Score score(JsonNode row) {
    String answer = row.path("extracted").asText("").strip();
    if (answer.isEmpty()) {
      return new Score.NoAnswer("");
    }
    return row.path("official_correct").asBoolean()
        ? new Score.Correct(answer, "qwen")
        : new Score.Wrong(answer, "qwen", "");
  }
}
