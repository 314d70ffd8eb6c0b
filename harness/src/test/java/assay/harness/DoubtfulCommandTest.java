package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.run.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A list of questions in doubt adds figures beside the official ones, and changes none of these.
final class DoubtfulCommandTest {
  private static final String[] SIX_IN_DOUBT = {
    "mmlu-pro,1008,me,wrong key: D,",
    "mmlu-pro,1009,me,wrong key: D,",
    "mmlu-pro,1010,me,wrong key: D,C",
    "mmlu-pro,1011,me,accepts several answers,",
    "mmlu-pro,1012,me,accepts several answers,",
    "mmlu-pro,1013,me,wrong key: D,C"
  };

  private static final int QUESTIONS = 40;

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = Suites.questions(folder, QUESTIONS);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  /// Runs a model that answers item i with the letter of item `answer(i)`.
  private String run(String model, IntUnaryOperator answer, String... more) throws IOException {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      outputs.add(
          """
          {"question_id": %d, "output": "The answer is (%s)."}\
          """
              .formatted(1000 + i, Suites.letter(answer.applyAsInt(i))));
    }
    Path recording = Files.write(folder.resolve(model + ".jsonl"), outputs);
    Commands.Result result =
        Commands.run(Suites.line(data, "recorded:" + recording, folder.resolve(model), more));
    assertThat(result.status()).as(result.err()).isZero();
    return at(model);
  }

  private String list(String... rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("task,id,source,reason,key"));
    lines.addAll(List.of(rows));
    return Files.write(folder.resolve("list.csv"), lines).toString();
  }

  private static JsonNode json(String... args) throws IOException {
    Commands.Result result = Commands.run(args);
    assertThat(result.status()).as(result.err()).isZero();
    return new JsonMapper().readTree(result.out());
  }

  /// Of 40 questions a has the first 20 right, b the first 10; five of a's are in doubt, two of
  /// which b has too, and one question whose key in doubt is another than the data's.
  @Test
  void theSecondScoreAndTheSecondDifferenceStandBesideTheOfficialOnes() throws IOException {
    String a = run("a", i -> i < 20 ? i : i + 1);
    String b = run("b", i -> i < 10 ? i : i + 1);
    String list =
        list(
            Stream.concat(Stream.of(SIX_IN_DOUBT), Stream.of("gsm8k,1,me,wrong key,"))
                .toArray(String[]::new));
    JsonNode plain = json("report", a, b, "--out", at("plain"), "--json");
    JsonNode report = json("report", a, b, "--doubtful", list, "--out", at("r"), "--json");
    assertThat(report.path("runs")).as("nothing official changes").isEqualTo(plain.path("runs"));
    assertThat(report.path("comparisons")).isNotEmpty().isEqualTo(plain.path("comparisons"));
    JsonNode first = report.at("/sections/doubtful/0");
    assertThat(first.path("score").asDouble()).isEqualTo(0.5);
    assertThat(first.path("leftOut").asInt()).as("1013 has the key B").isEqualTo(5);
    assertThat(first.path("scoreWithout").asDouble()).isCloseTo(15 / 35.0, within(1e-9));
    assertThat(first.path("measuredWithout").asInt()).isEqualTo(35);
    assertThat(first.path("scoreInDoubt").asDouble()).isEqualTo(1);
    assertThat(first.path("kinds").asText()).isEqualTo("wrong key: 3, accepts several answers: 2");
    JsonNode difference = report.at("/sections/doubtfulDifferences/0");
    assertThat(difference.path("difference").asDouble()).isCloseTo(-0.25, within(1e-9));
    assertThat(difference.path("leftOut").asInt()).isEqualTo(5);
    assertThat(difference.path("differenceWithout").asDouble())
        .isCloseTo(8 / 35.0 - 15 / 35.0, within(1e-9));
    // Bonett and Price: (0+1)/37 against (7+1)/37, half-width 1.96 sqrt((9/37 - (7/37)^2)/37).
    assertThat(difference.at("/intervalWithoutLow").asDouble()).isCloseTo(-0.33595, within(1e-4));
    assertThat(Files.readString(folder.resolve("r/report.md")))
        .contains(
            "a: 50.00 % official (40 judged); 5 questions are in doubt (wrong key: 3, accepts"
                + " several answers: 2); without them 42.86 %");
  }

  @Test
  void compareHasTheDifferenceOfTheReportBesideTheOfficialOne() throws IOException {
    String a = run("a", i -> i < 20 ? i : i + 1);
    String b = run("b", i -> i < 10 ? i : i + 1);
    String list = list(SIX_IN_DOUBT);
    JsonNode report = json("report", a, b, "--doubtful", list, "--out", at("r"), "--json");
    JsonNode expected = report.at("/sections/doubtfulDifferences/0");
    ObjectNode compared = (ObjectNode) json("compare", a, b, "--doubtful", list, "--json");
    JsonNode beside = compared.remove("withoutDoubtful");
    assertThat(compared).as("nothing official changes").isEqualTo(json("compare", a, b, "--json"));
    assertThat(beside.path("leftOut")).isEqualTo(expected.path("leftOut"));
    assertThat(beside.path("difference").asDouble())
        .isCloseTo(expected.path("differenceWithout").asDouble(), within(1e-9));
    assertThat(beside.at("/interval/0").asDouble())
        .isCloseTo(expected.path("intervalWithoutLow").asDouble(), within(1e-9));
    Commands.Result text = Commands.run("compare", a, b, "--doubtful", list);
    assertThat(text.out())
        .contains("b beside a without 5 questions in doubt: difference −20.00 points")
        .contains("n = 35); with them −25.00 (n = 40)");

    assertThat(json("compare", file(a), b, "--doubtful", list, "--json").at("/withoutDoubtful/n"))
        .as("the run has the reference answers that the file lacks")
        .isEqualTo(beside.path("n"));
    Commands.Result other = Commands.run("compare", a, b, "--doubtful", list("gsm8k,1,me,odd,"));
    assertThat(other.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(other.err())
        .contains("list.csv has questions of gsm8k, and the runs are of mmlu-pro");
  }

  @Test
  void keysAreNotHeldAgainstTwoBaselineFilesWhichHaveNone() throws IOException {
    String a = file(run("a", i -> i < 20 ? i : i + 1));
    String b = file(run("b", i -> i < 10 ? i : i + 1));
    Commands.Result refused = Commands.run("compare", a, b, "--doubtful", list(SIX_IN_DOUBT));
    assertThat(refused.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(refused.err())
        .contains(
            "--doubtful "
                + at("list.csv")
                + ": of 2 samples (1010, 1013) one reference answer alone is in doubt, and a"
                + " baseline file keeps none: name the folder of a run in place of "
                + a
                + " or "
                + b);
    assertThat(refused.out()).isEmpty();
    String known = list(SIX_IN_DOUBT[0], SIX_IN_DOUBT[3], "mmlu-pro,9,me,wrong key,C");
    JsonNode compared = json("compare", a, b, "--doubtful", known, "--json");
    assertThat(compared.at("/withoutDoubtful/leftOut").asInt())
        .as("no row with a key is of a sample here")
        .isEqualTo(2);
  }

  private String file(String run) throws IOException {
    Commands.Result file =
        Commands.run("regress", "--baseline", run, "--write-baseline", run + ".base");
    assertThat(file.status()).as(file.err()).isZero();
    return run + ".base";
  }

  @Test
  void aListOfAnotherSuiteOrOfUnknownQuestionsIsRefused() throws IOException {
    String a = run("a", i -> i);
    Commands.Result other = Commands.run("report", a, "--doubtful", list("gsm8k,1,me,odd,"));
    assertThat(other.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(other.err())
        .contains(
            "list.csv has questions of gsm8k, and no run with records is of that; the runs are of"
                + " mmlu-pro");
    Commands.Result unknown =
        Commands.run("report", a, "--doubtful", list("mmlu-pro,9,me,odd,", "mmlu-pro,8,me,odd,"));
    assertThat(unknown.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(unknown.err())
        .contains(
            "has no question of a, which is of all rows of its data: 2 ids of mmlu-pro are unknown"
                + " there, such as 9");
    Commands.Result partly =
        Commands.run(
            "report", a, "--doubtful", list("mmlu-pro,1001,me,odd,", "mmlu-pro,8,me,odd,"));
    assertThat(partly.status()).as(partly.err()).isZero();
    assertThat(partly.err()).contains("Of the lists' ids 1 is not in its data: 8.");
  }

  @Test
  void ofDrawnQuestionsTheRestIsWeighed() throws IOException {
    String drawn = run("drawn", i -> i % 2 == 0 ? i : i + 1, "--limit", "20");
    JsonNode report = json("report", drawn, "--doubtful", list("mmlu-pro,1001,me,odd,"), "--json");
    JsonNode score = report.at("/sections/doubtful/0");
    assertThat(score.path("score").asDouble())
        .isEqualTo(report.at("/runs/0/scorers/0/accuracy/value").asDouble());
    assertThat(score.path("measured").asInt() - score.path("measuredWithout").asInt())
        .isEqualTo(score.path("leftOut").asInt());
  }

  /// Five models: all answer item 0 alike and wrongly; on item 1 the two worst alone are right, on
  /// all else the better a model is the more it has right.
  @Test
  void candidatesAreProposedInTheFormThatReportReads() throws IOException {
    List<String> runs = new ArrayList<>();
    for (int model = 0; model < 7; model++) {
      int good = model;
      runs.add(
          run(
              "m" + model,
              i -> {
                if (i == 0) {
                  return 2;
                }
                boolean right = i == 1 ? good < 2 : i < 10 + 4 * good;
                // Wrong answers are spread, so that no other question has an agreed one.
                return right ? i : i + 1 + (good + i) % 3;
              }));
    }
    List<String> words = new ArrayList<>(List.of("doubtful", "--out", at("found.csv")));
    words.addAll(runs);
    Commands.Result made = Commands.run(words.toArray(String[]::new));
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(made.out()).contains("2 of 40 questions of mmlu-pro that at least 5 runs measured");
    assertThat(Files.readString(folder.resolve("found.csv")))
        .contains("no model has it right: 7 of 7 give C")
        .contains("2 of 7 have it right, with lower scores (rank sum, exact, p = 0.0476)");
    JsonNode report = json("report", runs.getLast(), "--doubtful", at("found.csv"), "--json");
    assertThat(report.at("/sections/doubtful/0/leftOut").asInt()).isEqualTo(2);
    words.set(2, at("none.csv"));
    words.addAll(List.of("--least", "8"));
    Commands.Result few = Commands.run(words.toArray(String[]::new));
    assertThat(few.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(few.err())
        .contains(
            "--least 8: no question of mmlu-pro was measured by so many of the 7 runs; the most is"
                + " 7. Nothing is written to "
                + at("none.csv"));
    assertThat(folder.resolve("none.csv")).doesNotExist();
  }

  @Test
  void whereNothingIsDoubtfulThereIsNoFile() throws IOException {
    String a = run("a", i -> i);
    String b = run("b", i -> i);
    Commands.Result made = Commands.run("doubtful", "--least", "2", "--out", at("none.csv"), a, b);
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(made.out())
        .startsWith("none of 40 questions of mmlu-pro that at least 2 runs measured is doubtful");
    assertThat(folder.resolve("none.csv")).doesNotExist();
  }

  @Test
  void keysThatNoQuestionHasAreNamed() throws IOException {
    String a = run("a", i -> i);
    String[] rows = new String[8];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = "mmlu-pro,%d,me,wrong key,%s".formatted(1000 + i, i == 0 ? "A" : "Z");
    }
    Commands.Result report = Commands.run("report", a, "--doubtful", list(rows));
    assertThat(report.status()).as(report.err()).isZero();
    assertThat(report.err())
        .contains("1 question is in doubt (wrong key: 1)")
        .contains(
            " Of 7 questions the key in doubt is another than the run's, so that they stay in:"
                + " 1001, 1002, 1003, 1004, 1005, ….");
  }
}
