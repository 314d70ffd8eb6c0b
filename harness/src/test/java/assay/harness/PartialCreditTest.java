package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Twenty questions with ten targets each, of which two recorded models find these many: what
/// commands make of answers that are right in part.
final class PartialCreditTest {
  private static final int[] FIRST = {
    9, 8, 10, 7, 9, 6, 10, 5, 9, 8, 9, 8, 10, 7, 9, 6, 10, 5, 9, 8
  };
  private static final int[] SECOND = {
    10, 9, 5, 8, 10, 7, 4, 6, 10, 9, 10, 9, 5, 8, 10, 7, 4, 6, 10, 9
  };

  @TempDir private Path folder;
  private Path suite;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    suite =
        Files.writeString(
            folder.resolve("suite.json"),
            """
            {"name": "words", "prompt": "{question}", "id": "id", "target": "answer",
             "scorer": "match/share", "maxTokens": 64}
            """);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < FIRST.length; i++) {
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      row.put("id", "q" + i).put("question", "Which words? " + i).put("answer", words(10, "\n"));
      rows.add(row.toString());
    }
    data = Files.write(folder.resolve("data.jsonl"), rows);
  }

  private static String words(int count, String between) {
    return IntStream.range(0, count)
        .mapToObj(i -> "word" + (char) ('a' + i))
        .collect(Collectors.joining(between));
  }

  private static Commands.Result succeed(String... words) {
    Commands.Result result = Commands.run(words);
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private String[] line(String command, String name, String... more) {
    return Stream.concat(
            Stream.of(
                command,
                "--suite",
                suite.toString(),
                "--data",
                data.toString(),
                "--model",
                "recorded:" + folder.resolve(name + ".jsonl")),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private String run(String name, int... found) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      rows.add(row.put("id", "q" + i).put("output", words(found[i], " ")).toString());
    }
    Files.write(folder.resolve(name + ".jsonl"), rows);
    String out = folder.resolve(name).toString();
    succeed(line("run", name, "--out", out));
    return out;
  }

  /// NumPy: `(norm.ppf(.975) + norm.ppf(.8)) * sqrt(mean((second - first) ** 2) / 20)`; by verdicts
  /// ten of twenty disagree, which would give 0.443.
  @Test
  void aPlanTakesTheSpreadOfTheDifferencesAndNotTheChangedVerdicts() throws IOException {
    String first = run("first", FIRST);
    String second = run("second", SECOND);
    JsonNode plan =
        new JsonMapper()
            .readTree(
                succeed(line("plan", "first", "--baseline", first, "--baseline", second, "--json"))
                    .out());
    assertThat(plan.at("/runs/0/precision/detectable/0").asDouble())
        .isCloseTo(0.16455587222431278, within(1e-9));
    assertThat(plan.at("/runs/0/precision/detectableSource").asText())
        .contains("as if it disagreed on 6.9 % of them");
  }

  @Test
  void aComparisonSaysHowManyDifferInPartOnly() throws IOException {
    String first = run("first", FIRST);
    String second = run("second", SECOND);
    assertThat(succeed("compare", first, second).out())
        .contains("answers that are right in full; 10 more differ in the part that is right");
    assertThat(
            succeed("report", first).out() + Files.readString(Path.of(first, "report/report.md")))
        .contains("Answers that are right in part add 12.20 to the 4 that are right in full.");
    assertThat(Files.readString(Path.of(first, "report/report.html")))
        .contains("adds 12.20 to 4 right in full");
  }

  /// Seven models, of which the two worst alone have most of the first question's targets; all give
  /// one and the same half of the second's, and of the others the more the better they are.
  @Test
  void aKeyIsInDoubtWhereWorseModelsEarnMoreOfIt() throws IOException {
    List<String> words = new ArrayList<>(List.of("doubtful"));
    for (int model = 0; model < 7; model++) {
      int[] found = new int[FIRST.length];
      for (int i = 0; i < found.length; i++) {
        found[i] = i == 0 ? (model < 2 ? 9 : 5) : i == 1 ? 5 : 3 + model;
      }
      words.add(run("m" + model, found));
    }
    Path out = folder.resolve("found.csv");
    words.addAll(List.of("--out", out.toString()));
    assertThat(succeed(words.toArray(String[]::new)).out()).contains("1 of 20 questions of words");
    assertThat(Files.readString(out))
        .contains(
            "2 of 7 have the most of it right, with lower scores (rank sum, exact, p = 0.0476)");
  }

  @Test
  void ofSeveralReferencesTheOneThatIsMostlyFoundCounts() throws IOException {
    Path pairs =
        Files.writeString(
            folder.resolve("pairs.jsonl"),
            """
            {"id": 1, "gold": ["a1\\nb2\\nc3\\nd4", "a1\\nb2\\nc3\\nx9", "y1\\ny2\\ny3\\na1"], "pred": "a1 b2 x9"}
            """);
    String[] words = {"grade", "--scorer", "match/share", "--pairs", pairs.toString()};
    assertThat(succeed(words).out().strip())
        .isEqualTo(
            "match/share: 1 pairs, 0 correct, 1 wrong (0 without answer), 0 not measured;"
                + " wrong ones are right in part, worth 0.75");
  }
}
