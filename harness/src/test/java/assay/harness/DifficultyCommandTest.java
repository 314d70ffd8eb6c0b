package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.run.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A difficulty file is made of runs, and every reader states the adjusted figure beside the plain
/// one.
final class DifficultyCommandTest {
  private static final int QUESTIONS = 200;

  @TempDir private Path folder;
  private Path data;
  private Commands.Result last;

  @BeforeEach
  void write() throws IOException {
    data = Suites.questions(folder, QUESTIONS);
    run("Llama-9-8B", i -> i % 4 != 0);
    run("Gemma-9-2B", i -> i % 4 != 1);
    run("Qwen9-3B", i -> i % 3 == 0);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  /// Runs a model that answers some items rightly.
  private void run(String model, IntPredicate right, String... more) throws IOException {
    run(model, model, right, more);
  }

  private void run(String out, String model, IntPredicate right, String... more)
      throws IOException {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      String letter = Suites.letter(right.test(i) ? i : i + 1);
      outputs.add(
          """
          {"question_id": %d, "output": "The answer is (%s)."}\
          """
              .formatted(1000 + i, letter));
    }
    Path recording = Files.write(folder.resolve(model + ".jsonl"), outputs);
    last = Commands.run(Suites.line(data, "recorded:" + recording, folder.resolve(out), more));
    assertThat(last.status()).as(last.err()).isZero();
  }

  private static JsonNode json(String... args) throws IOException {
    Commands.Result result = Commands.run(args);
    assertThat(result.status()).as(result.err()).isIn(0, 1);
    return new JsonMapper().readTree(result.out());
  }

  private String file() {
    Commands.Result made =
        Commands.run(
            "difficulty",
            "--out",
            at("difficulty.jsonl"),
            at("Llama-9-8B"),
            at("Gemma-9-2B"),
            at("Qwen9-3B"));
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(made.out())
        .contains("200 questions of mmlu-pro by 3 runs of 3 families (gemini, llama, qwen)");
    return at("difficulty.jsonl");
  }

  @Test
  void everyReaderStatesTheAdjustedFigureBesideThePlainOne() throws IOException {
    String file = file();
    // Right where both other families are, so that their shares tell it exactly.
    run("drawn", "Qwen9-7B", i -> i % 4 > 1, "--limit", "40", "--difficulty", file);
    assertThat(last.err())
        .contains("score of drawn, adjusted for difficulty: 50.00 %")
        .contains("(difficulty from gemini, llama; without qwen)");
    JsonNode report = json("report", at("drawn"), "--difficulty", file, "--json");
    JsonNode row = report.at("/sections/difficulty/0");
    assertThat(row.path("adjustedScore").asDouble()).isCloseTo(0.5, within(1e-9));
    assertThat(row.path("rSquared").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(row.path("without").asText()).isEqualTo("qwen");
    assertThat(row.path("families").asText()).isEqualTo("gemini, llama");
    assertThat(Files.readString(folder.resolve("drawn/report/report.md")))
        .contains("adjusted for difficulty");
    run("other", "Llama-9-70B", i -> i % 4 > 0, "--limit", "40");
    JsonNode compared = json("compare", at("drawn"), at("other"), "--difficulty", file, "--json");
    assertThat(compared.at("/adjusted/without").toString()).isEqualTo("[\"llama\",\"qwen\"]");
    assertThat(compared.at("/adjusted/plain").asDouble())
        .isCloseTo(compared.path("difference").asDouble(), within(1e-9));
    JsonNode gate =
        json(
            "regress",
            "--baseline",
            at("drawn"),
            "--candidate",
            at("other"),
            "--difficulty",
            file,
            "--json");
    assertThat(gate.path("adjusted")).isEqualTo(compared.path("adjusted"));
  }

  @Test
  void aRecordingsFileNameTellsTheFamilyToo() throws IOException {
    String file = file();
    for (String name : List.of("outputs_Qwen9-7B", "my-finetune-of-qwen")) {
      run("drawn-" + name, name, i -> i % 4 > 1, "--limit", "40", "--difficulty", file);
      assertThat(last.err()).contains("(difficulty from gemini, llama; without qwen)");
    }
    Commands.Result made =
        Commands.run("difficulty", "--out", at("one.jsonl"), at("drawn-outputs_Qwen9-7B"));
    assertThat(made.out()).contains("by 1 runs of 1 families (qwen)");
  }

  @Test
  void thePlainFigureBesideTheAdjustedOneIsTheReportsOwn() throws IOException {
    String file = file();
    run("drawn", "Phi-9", i -> i % 4 > 1, "--limit", "41", "--limit-seed", "2");
    // Where some were not measured, groups of questions are weighed by what is left of them.
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("Phi-9.jsonl")));
    lines.subList(0, 40).clear();
    Path part = Files.write(folder.resolve("Phi-9-part.jsonl"), lines);
    assertThat(
            Commands.run(
                    Suites.line(
                        data,
                        "recorded:" + part,
                        folder.resolve("part"),
                        "--limit",
                        "41",
                        "--limit-seed",
                        "2"))
                .status())
        .isZero();
    JsonNode report = json("report", at("part"), "--difficulty", file, "--json");
    double score = report.at("/runs/0/scorers/0/accuracy/value").asDouble();
    assertThat(report.at("/sections/difficulty/0/score").asDouble()).isEqualTo(score);
    assertThat(report.at("/runs/0").findValue("notMeasured").asInt())
        .as("some are missing")
        .isNotZero();
  }

  @Test
  void aPlanSaysWhatTheFileIsWorth() throws IOException {
    String[] options = {
      "plan",
      "--suite",
      "mmlu-pro",
      "--protocol",
      "mmlu-pro/official-local-0shot",
      "--data",
      data.toString(),
      "--model",
      "recorded:" + at("Qwen9-3B.jsonl"),
      "--limit",
      "40",
      "--difficulty",
      file(),
      "--json"
    };
    JsonNode precision = json(options).at("/runs/0/precision");
    double plain = precision.at("/interval/1").asDouble() - precision.at("/interval/0").asDouble();
    double adjusted =
        precision.at("/adjustedInterval/1").asDouble()
            - precision.at("/adjustedInterval/0").asDouble();
    // Llama and Gemma, each right on three quarters, agree on half: phi is -1/3.
    assertThat(precision.path("rSquared").asDouble()).isCloseTo(1.0 / 9, within(1e-9));
    assertThat(adjusted / plain).isCloseTo(Math.sqrt(8.0 / 9), within(0.01));
  }

  @Test
  void whatWasNotDrawnOrIsOfOtherQuestionsIsNotAdjusted() throws IOException {
    String file = file();
    run("first", "Phi-9", i -> true, "--first", "40");
    assertThat(Commands.run("report", at("first"), "--difficulty", file).err())
        .contains("its questions were not drawn with --limit");
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(file)));
    run("drawn", "Phi-9", i -> true, "--limit", "40");
    Files.write(Path.of(file), lines.subList(0, lines.size() - 1));
    assertThat(Commands.run("report", at("drawn"), "--difficulty", file).err())
        .contains("has 199 questions of")
        .contains("not the 200 from which was drawn");
  }

  @Test
  void aFileThatIsNoneIsRefusedWithItsLine() throws IOException {
    String file = file();
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(file)));
    lines.set(4, "{\"id\": \"x\", \"families\": {\"llama\": {\"right\": 3, \"runs\": 2}}}");
    Files.write(Path.of(file), lines);
    Commands.Result result = Commands.run("report", at("Qwen9-3B"), "--difficulty", file);
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).contains("difficulty.jsonl:5: has 3.0 right of 2 runs");
    assertThat(Commands.run("report", at("Qwen9-3B"), "--difficulty", data.toString()).err())
        .contains("is not the first line of a file that `assay difficulty` wrote");
  }
}
