package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.ExitCode;
import assay.tasks.Benchmark;
import assay.tasks.benchmarks.Benchmarks;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"demo", "run", "score", "grade", "report", "disagreements", "list", "engine"})
  void helpTeachesWithExamplesAndNamesTheExitStatus(String command) {
    Commands.Result result = Commands.run(command, "--help");
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("Example", "assay " + command, "Exit status:", "wrong data or model file");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void anUnknownSuiteIsWrongUsageThatListsTheKnownOnes() {
    Commands.Result result =
        Commands.run("run", "--suite", "arc", "--data", "x", "--model", "recorded:y");
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "assay: --suite arc: neither a suite (%s) nor a description file\n"
                .formatted(
                    Benchmarks.standard().all().stream()
                        .map(Benchmark::suite)
                        .collect(Collectors.joining(", "))));
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    Commands.Result result = Commands.run("run", "--sweet", "mmlu-pro");
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).endsWith("Try: assay run --help\n");
  }

  @Test
  void malformedDataIsNamedByFileAndLineBeforeAnythingIsAsked() throws IOException {
    Path data = Suites.questions(folder, 3);
    List<String> lines = Files.readAllLines(data);
    Files.write(data, List.of(lines.get(0), lines.get(1).substring(0, 40), lines.get(2)));
    Path recording = Files.writeString(folder.resolve("r.jsonl"), "{\"id\":1,\"output\":\"A\"}\n");
    Commands.Result result =
        Commands.run(Suites.line(data, "recorded:" + recording, folder.resolve("run")));
    assertThat(result.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err()).startsWith("assay: " + data + ":2: ");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void missingDataIsSaidPlainly() {
    Commands.Result result =
        Commands.run(
            "score",
            "--suite",
            "mmlu-pro",
            "--recorded",
            folder.resolve("none.jsonl").toString(),
            "--scorer",
            "choice/official");
    assertThat(result.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err())
        .isEqualTo("assay: " + folder.resolve("none.jsonl") + ": does not exist. Check the path\n");
  }

  @Test
  void unprotectedExecutionNeedsTheUsersWord() throws IOException {
    Path recording = Files.writeString(folder.resolve("r.jsonl"), "{\"id\":1,\"output\":\"A\"}\n");
    Commands.Result result =
        Commands.run(
            "score",
            "--suite",
            "livecodebench",
            "--recorded",
            recording.toString(),
            "--scorer",
            "code/real",
            "--sandbox",
            "none");
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).contains("--i-trust-this-code");
  }

  @Test
  void pairsAreGradedInOrder() throws IOException {
    Path pairs =
        Files.writeString(
            folder.resolve("pairs.jsonl"),
            """
            {"id": "a", "gold": "\\\\frac{1}{2}", "pred": "\\\\frac12"}
            {"id": "b", "gold": "7", "pred": "8"}
            """);
    Path verdicts = folder.resolve("verdicts.jsonl");
    Commands.Result result =
        Commands.run(
            "grade",
            "--scorer",
            "math/hendrycks",
            "--pairs",
            pairs.toString(),
            "--verdicts",
            verdicts.toString(),
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode summary = JSON.readTree(result.out());
    assertThat(summary.path("samples").asInt()).isEqualTo(2);
    assertThat(summary.path("correct").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(verdicts))
        .extracting(
            line ->
                JSON.readTree(line).path("id").asText()
                    + JSON.readTree(line).path("verdict").asText())
        .containsExactly("acorrect", "bwrong");
  }

  @Test
  void pairsMayHaveSeveralReferencesNumbersAndNoAnswer() throws IOException {
    Path pairs =
        Files.writeString(
            folder.resolve("pairs.jsonl"),
            """
            {"id": "a", "gold": ["0.5", "one half"], "pred": "1/2"}
            {"id": "b", "gold": 0.25, "pred": 0.25}
            {"id": "c", "gold": ["1", "2"], "pred": "3"}
            {"id": "d", "gold": "1", "pred": null}
            """);
    Path verdicts = folder.resolve("verdicts.jsonl");
    Commands.Result result =
        Commands.run(
            "grade",
            "--scorer",
            "math/sound",
            "--pairs",
            pairs.toString(),
            "--verdicts",
            verdicts.toString(),
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode summary = JSON.readTree(result.out());
    assertThat(summary.path("samples").asInt()).isEqualTo(4);
    assertThat(summary.path("correct").asInt()).isEqualTo(2);
    assertThat(summary.path("wrong").asInt()).isEqualTo(2);
    assertThat(summary.path("noAnswer").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(verdicts))
        .extracting(line -> JSON.readTree(line).path("id").asText())
        .containsExactly("a", "b", "c", "d");
    assertThat(Files.readAllLines(verdicts).getLast())
        .isEqualTo(
            "{\"id\":\"d\",\"verdict\":\"no-answer\",\"answer\":\"\",\"rule\":\"\",\"detail\":\"pred"
                + " is null\"}");
  }

  @Test
  void aMalformedPairKeepsTheVerdictsBeforeIt() throws IOException {
    Path pairs =
        Files.writeString(
            folder.resolve("pairs.jsonl"),
            """
            {"id": 1, "gold": ["1", "7"], "pred": "so it is \\\\boxed{7}"}
            {"id": 2, "gold": "1", "pred": "\\\\boxed{2}"}
            {"id": 3, "gold": "1"}
            """);
    Path verdicts = folder.resolve("verdicts.jsonl");
    Commands.Result result =
        Commands.run(
            "grade",
            "--extract",
            "--scorer",
            "math/sound",
            "--pairs",
            pairs.toString(),
            "--verdicts",
            verdicts.toString());
    assertThat(result.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err()).contains("pairs.jsonl:3", "field \"pred\"");
    assertThat(Files.readAllLines(verdicts))
        .extracting(
            line ->
                JSON.readTree(line).path("id").asInt()
                    + " "
                    + JSON.readTree(line).path("verdict").asText())
        .containsExactly("1 correct", "2 wrong");
  }

  @Test
  void aSelectionHoldsWithoutDataToo() throws IOException {
    Path recording =
        Files.writeString(
            folder.resolve("r.jsonl"),
            """
            {"id": "a", "output": "(A)", "answer": "A", "n_options": 4}
            {"id": "b", "output": "(B)", "answer": "A", "n_options": 4}
            {"id": "a", "output": "(C)", "answer": "A", "n_options": 4}
            {"id": "c", "output": "(A)", "answer": "A", "n_options": 4}
            """);
    assertThat(scored(recording, "--first", "1")).isEqualTo(2);
    assertThat(scored(recording, "--first", "2")).isEqualTo(3);
    assertThat(scored(recording, "--samples", "b,c")).isEqualTo(2);
    assertThat(scored(recording)).isEqualTo(4);
  }

  private static int scored(Path recording, String... more) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "score",
                "--suite",
                "mmlu-pro",
                "--recorded",
                recording.toString(),
                "--scorer",
                "choice/official",
                "--json"));
    line.addAll(List.of(more));
    Commands.Result result = Commands.run(line.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return JSON.readTree(result.out()).path("samples").asInt();
  }

  @Test
  void aPairWithSeveralAnswersIsRefused() throws IOException {
    Path pairs =
        Files.writeString(
            folder.resolve("pairs.jsonl"),
            "{\"id\": 1, \"gold\": \"1\", \"pred\": [\"1\", \"2\"]}\n");
    Commands.Result result =
        Commands.run("grade", "--scorer", "math/sound", "--pairs", pairs.toString());
    assertThat(result.status()).isNotZero();
    assertThat(result.err()).contains("pairs.jsonl:1", "pred", "text or a number");
  }

  @Test
  void fieldNamesCanBeMapped() throws IOException {
    Path recording =
        Files.writeString(
            folder.resolve("r.jsonl"),
            """
            {"uid": 5, "reply": "The answer is (C).", "key": "C"}
            {"uid": 6, "reply": "The answer is (C).", "key": "D"}
            {"uid": 7, "reply": null, "key": "D"}
            """);
    Commands.Result result =
        Commands.run(
            "score",
            "--suite",
            "mmlu-pro",
            "--recorded",
            recording.toString(),
            "--fields",
            "id=uid,output=reply,target=key",
            "--scorer",
            "choice/official",
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode summary = JSON.readTree(result.out());
    assertThat(summary.path("correct").asInt()).isEqualTo(1);
    assertThat(summary.path("wrong").asInt()).isEqualTo(1);
    assertThat(summary.path("notMeasured").asInt()).isEqualTo(1);
    assertThat(summary.path("accuracy").asDouble()).isEqualTo(0.5);
    assertThat(summary.path("lowest").asDouble()).isEqualTo(1 / 3.0);
    assertThat(summary.path("highest").asDouble()).isEqualTo(2 / 3.0);
  }

  @Test
  void aSuiteOfOnesOwnRunsWithoutJava() throws IOException {
    Files.writeString(
        folder.resolve("capitals.csv"), "id,country,city\n1,France,Paris\n2,Peru,Lima\n");
    Path suite =
        Files.writeString(
            folder.resolve("capitals.json"),
            """
            {"name": "capitals", "prompt": "Capital of {country}? One word.", "id": "id",
             "target": "city", "scorer": "exact", "maxTokens": 8, "data": "capitals.csv"}
            """);
    Path recording =
        Files.writeString(
            folder.resolve("r.jsonl"),
            "{\"id\":1,\"output\":\"Paris\"}\n{\"id\":2,\"output\":\"Cusco\"}\n");
    Commands.Result result =
        Commands.run(
            "run",
            "--suite",
            suite.toString(),
            "--model",
            "recorded:" + recording,
            "--out",
            folder.resolve("run").toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).contains("capitals", "50.0");
  }
}
