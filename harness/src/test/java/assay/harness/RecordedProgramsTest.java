package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recorded programs for genuine LiveCodeBench problems, from the files of the benchmark and of its
/// runner to verdicts, by both judges.
///
/// The first two programs of each problem come with the data, which says that one passes and one
/// fails; what the official grader makes of the others is in the design notes on its oddities.
final class RecordedProgramsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CARDS = "1873_A";
  private static final String SENIORS = "2727";
  private static final String GAMES = "abc301_a";

  private static final String LINE_BY_LINE =
      """
      import sys
      lines = [line.strip() for line in sys.stdin]
      for word in lines[1:]:
          print('YES' if sum(a != b for a, b in zip(word, 'abc')) < 3 else 'NO')
      """;
  private static final String ENDLESS = "while True: pass";
  private static final String LEAVES =
      "import sys\nclass Solution:\n    def countSeniors(self, details):\n        sys.exit(0)\n";
  private static final String RAISES =
      "class Solution:\n    def countSeniors(self, details):\n        return details[99]\n";
  private static final String READS_ALL =
      """
      import sys
      n, games = sys.stdin.read().split()
      won = {who: games.count(who) for who in 'TA'}
      last = 'T' if games[-1] == 'A' else 'A'
      print(max('TA', key=lambda who: (won[who], who == last)))
      """;
  private static final String ALWAYS_T = "print('T')";

  @TempDir private Path folder;
  private Map<String, JsonNode> problems;
  private Path data;

  /// One line of the verdict file, as far as it must be what the table says.
  private record Verdict(String id, int attempt, String verdict, String rule) {}

  @BeforeAll
  static void needsASandbox() {
    Commands.Result doctor = Commands.run("sandbox", "doctor");
    if (doctor.status() != 0) {
      System.err.println("RecordedProgramsTest: skipped, no sandbox works here\n" + doctor.out());
    }
    Assumptions.assumeTrue(doctor.status() == 0, "no sandbox works here");
  }

  @BeforeEach
  void writeProblems() throws IOException {
    problems = ProblemFiles.problems();
    data = ProblemFiles.write(folder.resolve("problems.jsonl"), problems);
  }

  @Test
  void theOfficialJudgeNamesFailuresAndArtefacts() throws IOException {
    Path recorded = array("code_list", programs());
    JsonNode summary = score("code/official", recorded);
    List<JsonNode> lines = verdicts();

    assertThat(lines.stream().map(RecordedProgramsTest::verdict))
        .containsExactly(
            new Verdict(CARDS, 0, "correct", "all-tests"),
            new Verdict(CARDS, 1, "wrong", "wrong-answer"),
            new Verdict(CARDS, 2, "wrong", "official-artefact"),
            new Verdict(CARDS, 3, "wrong", "time-limit"),
            new Verdict(SENIORS, 0, "correct", "all-tests"),
            new Verdict(SENIORS, 1, "wrong", "wrong-answer"),
            new Verdict(SENIORS, 2, "wrong", "runtime-error"),
            new Verdict(SENIORS, 3, "wrong", "runtime-error"),
            new Verdict(GAMES, 0, "correct", "all-tests"),
            new Verdict(GAMES, 1, "wrong", "wrong-answer"),
            new Verdict(GAMES, 2, "correct", "all-tests"),
            new Verdict(GAMES, 3, "wrong", "wrong-answer"));
    assertThat(lines.stream().map(line -> line.path("officialCode").asInt(0)))
        .containsExactly(0, -2, -4, -3, 0, -2, -5, -4, 0, -2, 0, -2);
    assertThat(lines.stream().map(line -> line.path("failingTest").asInt(0)))
        .containsExactly(0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 0, 3);
    assertThat(lines.stream().map(line -> line.path("realVerdict").asText("-")))
        .containsExactly(
            "-", "wrong", "correct", "wrong", "-", "wrong", "wrong", "wrong", "-", "wrong", "-",
            "wrong");
    assertThat(lines.stream().filter(line -> line.path("officialArtefact").asBoolean())).hasSize(1);
    assertTimes(lines);

    assertCounts(summary, "code/official", 4);
    assertPassAtK(summary, 1, 1, 2);
    JsonNode code = summary.path("code");
    assertThat(code.path("officialCodes"))
        .isEqualTo(JSON.readTree("{\"-5\": 1, \"-4\": 2, \"-3\": 1, \"-2\": 4}"));
    assertThat(code.path("failuresRunAgainAsRealPrograms").asInt()).isEqualTo(8);
    assertThat(code.path("officialArtefacts").asInt()).isEqualTo(1);
  }

  @Test
  void theRealJudgePassesWhatOnlyTheOfficialHarnessFails() throws IOException {
    JsonNode summary = score("code/real", array("code_list", programs()));
    List<JsonNode> lines = verdicts();

    assertThat(lines.stream().map(line -> line.path("rule").asText()))
        .containsExactly(
            "all-tests",
            "wrong-answer",
            "all-tests",
            "time-limit",
            "all-tests",
            "wrong-answer",
            "runtime-error",
            "runtime-error",
            "all-tests",
            "wrong-answer",
            "all-tests",
            "wrong-answer");
    assertThat(lines).noneMatch(line -> line.has("officialCode") || line.has("realVerdict"));
    assertThat(lines.getLast().path("failingTest").asInt()).isEqualTo(3);
    assertTimes(lines);
    assertCounts(summary, "code/real", 5);
    assertPassAtK(summary, 2, 1, 2);
    assertThat(summary.path("code").path("officialCodes")).isEmpty();
  }

  @Test
  void completionsAreSearchedForTheirProgram() throws IOException {
    Map<String, List<String>> completions = new LinkedHashMap<>();
    problems.forEach(
        (id, problem) ->
            completions.put(
                id,
                List.of(
                    problem.path("failed_solution").asText(),
                    "Let me think.\n" + problem.path("passed_solution").asText(),
                    "I cannot solve this.")));
    JsonNode summary = score("code/official", array("output_list", completions));
    List<JsonNode> lines = verdicts();

    assertThat(lines.stream().map(line -> line.path("verdict").asText()))
        .containsExactly(
            "wrong",
            "correct",
            "no-answer",
            "wrong",
            "correct",
            "no-answer",
            "wrong",
            "correct",
            "no-answer");
    assertThat(lines.get(1).path("tests").asInt()).isEqualTo(5);
    assertThat(lines.get(1).path("testWallMillis")).hasSize(5);
    assertThat(summary.path("noAnswer").asInt()).isEqualTo(3);
    assertThat(summary.path("passAtK").path("1").path("value").asDouble())
        .isEqualTo(1 / 3.0, within(1e-12));
    assertThat(summary.path("passAtK").path("2").path("value").asDouble())
        .isEqualTo(2 / 3.0, within(1e-12));
  }

  private Map<String, List<String>> programs() {
    Map<String, List<String>> programs = new LinkedHashMap<>();
    programs.put(CARDS, four(CARDS, LINE_BY_LINE, ENDLESS));
    programs.put(SENIORS, four(SENIORS, LEAVES, RAISES));
    programs.put(GAMES, four(GAMES, READS_ALL, ALWAYS_T));
    return programs;
  }

  private List<String> four(String id, String third, String fourth) {
    JsonNode problem = problems.get(id);
    return List.of(
        program(problem.path("passed_solution")),
        program(problem.path("failed_solution")),
        third,
        fourth);
  }

  private static String program(JsonNode completion) {
    String text = completion.asText();
    int start = text.indexOf("```python\n") + "```python\n".length();
    return text.substring(start, text.indexOf("```", start));
  }

  private Path array(String field, Map<String, List<String>> texts) throws IOException {
    ArrayNode rows = JSON.createArrayNode();
    texts.forEach(
        (id, all) -> {
          ObjectNode row = rows.addObject().put("question_id", id);
          ArrayNode list = row.putArray(field);
          all.forEach(list::add);
        });
    return Files.writeString(folder.resolve(field + ".json"), rows.toPrettyString());
  }

  private JsonNode score(String scorer, Path recorded) throws IOException {
    Commands.Result result =
        Commands.run(
            "score",
            "--suite",
            "livecodebench",
            "--data",
            data.toString(),
            "--recorded",
            recorded.toString(),
            "--scorer",
            scorer,
            "--json",
            "--verdicts",
            folder.resolve("verdicts.jsonl").toString());
    assertThat(result.status()).as(result.err()).isZero();
    return JSON.readTree(result.out());
  }

  private List<JsonNode> verdicts() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("verdicts.jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static Verdict verdict(JsonNode line) {
    return new Verdict(
        line.path("id").asText(),
        line.path("attempt").asInt(0),
        line.path("verdict").asText(),
        line.path("rule").asText());
  }

  /// Each test that was run has its time, their sums are stated, and the endless program used its
  /// six seconds.
  private static void assertTimes(List<JsonNode> lines) {
    for (JsonNode line : lines) {
      int run = line.path("failingTest").asInt(line.path("tests").asInt());
      assertThat(line.path("testWallMillis")).as("%s", line).hasSize(run);
      assertThat(line.path("testCpuMillis")).as("%s", line).hasSize(run);
      assertThat(line.path("wallMillis").asLong()).isEqualTo(sum(line.path("testWallMillis")));
      assertThat(line.path("cpuMillis").asLong()).isEqualTo(sum(line.path("testCpuMillis")));
    }
    JsonNode endless = lines.get(3);
    assertThat(endless.path("wallMillis").asLong()).isBetween(5_900L, 12_000L);
    assertThat(endless.path("cpuMillis").asLong()).isBetween(500L, 12_000L);
  }

  private static long sum(JsonNode millis) {
    return StreamSupport.stream(millis.spliterator(), false).mapToLong(JsonNode::asLong).sum();
  }

  private static void assertCounts(JsonNode summary, String scorer, int correct) {
    assertThat(summary.path("scorer").asText()).isEqualTo(scorer);
    assertThat(summary.path("samples").asInt()).isEqualTo(12);
    assertThat(summary.path("correct").asInt()).isEqualTo(correct);
    assertThat(summary.path("wrong").asInt()).isEqualTo(12 - correct);
    assertThat(summary.path("notMeasured").asInt()).isZero();
  }

  /// Checks pass@1 and pass@2 of three problems with four attempts each, counted in pairs.
  ///
  /// @param right how many attempts at each problem pass
  private static void assertPassAtK(JsonNode summary, int... right) {
    double one = 0;
    double two = 0;
    for (int passing : right) {
      int wrong = 4 - passing;
      one += passing / 4.0;
      two += 1 - wrong * (wrong - 1) / 12.0;
    }
    JsonNode found = summary.path("passAtK");
    assertThat(found.path("1").path("samples").asInt()).isEqualTo(3);
    assertThat(found.path("1").path("value").asDouble()).isEqualTo(one / 3, within(1e-12));
    assertThat(found.path("2").path("value").asDouble()).isEqualTo(two / 3, within(1e-12));
    assertThat(found.has("5")).isFalse();
  }
}
