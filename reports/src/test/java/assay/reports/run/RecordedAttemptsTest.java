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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /// The leaderboard's own recording of LiveCodeBench as of 26 February 2024: for each model and
  /// problem the share of ten attempts that passed (`src/mocks/2024_02_26.json` of the repository
  /// `LiveCodeBench/livecodebench.github.io`).
  private static final Path LEADERBOARD =
      Path.of(
          System.getProperty(
              "assay.livecodebench.attempts", "../../shared/data/lcb/2024_02_26.json"));

  /// Checks the leaderboard's figure: the mean over problems of pass@1, shown with one decimal
  /// (`leaderboardLib.tsx`). Standard errors are by Python: the deviation of problems over the root
  /// of their number.
  @ParameterizedTest
  @CsvSource({
    "GPT-4-Turbo-1106, 349, 1453, 41.6, 2.4093",
    "GPT-4-0613, 349, 1278, 36.6, 2.4131",
    "DSCoder-33b-Ins, 349, 1151, 33.0, 2.3065",
    "GPT-3.5-Turbo-0301, 349, 792, 22.7, 2.0665",
    "Claude-Instant-1, 348, 728, 20.9, 2.1102",
    "Cllama-7b-Ins, 349, 361, 10.3, 1.5323",
  })
  void tenAttemptsGiveTheLeaderboardsFigureWithItsInterval(
      String model, int problems, int passed, double published, double error) throws IOException {
    assumeTrue(
        Files.isRegularFile(LEADERBOARD),
        "no recording of LiveCodeBench's attempts at "
            + LEADERBOARD
            + "; -Dassay.livecodebench.attempts=FILE names one");
    List<SampleRecord> records = livecodebench(model);
    assertThat(records).hasSize(10 * problems);
    assertThat(records).filteredOn(each -> each.primaryScore().correct()).hasSize(passed);
    RunRecords run =
        TestRuns.of(model, TestRuns.manifest(model, "livecodebench/generic", records), records);
    RunReport report = RunReport.of(run);
    Map<String, AttemptFigure> figures = new HashMap<>();
    report.attemptFigures().forEach(each -> figures.put(each.name(), each));
    for (String name : List.of("pass@1", "avg@10")) {
      AttemptFigure figure = figures.get(name);
      double value = figure.estimate().value().orElseThrow();
      assertThat(Math.round(1000 * value) / 10.0).as(name).isEqualTo(published);
      assertThat(100 * figure.estimate().standardError().orElseThrow())
          .isCloseTo(error, within(1e-4));
      // 348 degrees of freedom: 1.967 standard errors to either side.
      assertThat(100 * figure.estimate().interval().orElseThrow().low())
          .isCloseTo(100 * value - 1.967 * error, within(0.01));
      assertThat(100 * figure.bootstrap().orElseThrow().high())
          .isCloseTo(100 * value + 1.96 * error, within(0.3));
    }
    assertThat(report.scorers().getFirst().accuracy().estimate().standardError().orElseThrow())
        .isCloseTo(figures.get("pass@1").estimate().standardError().orElseThrow(), within(1e-6));
    assertThat(figures.get("pass@10").estimate().value().orElseThrow())
        .isGreaterThan(figures.get("pass@1").estimate().value().orElseThrow());
  }

  private static List<SampleRecord> livecodebench(String model) throws IOException {
    List<SampleRecord> records = new ArrayList<>();
    int problem = 0;
    for (JsonNode row : JSON.readTree(LEADERBOARD.toFile()).path("performances")) {
      if (row.path("model").asText().equals(model)) {
        int right = Math.round(row.path("pass@1").floatValue() / 10);
        for (int attempt = 0; attempt < 10; attempt++) {
          String program = "program " + attempt;
          Score score =
              attempt < right
                  ? new Score.Correct(program, "tests")
                  : new Score.Wrong(program, "tests", "");
          records.add(
              TestRuns.record(
                  problem,
                  attempt,
                  row.path("difficulty").asText(),
                  "",
                  Map.of("code/official", score)));
        }
        problem++;
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
