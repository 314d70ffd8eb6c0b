package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import assay.harness.run.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `assay plan` says, against what the run then is.
final class PlanCommandTest {
  @TempDir private Path folder;

  private static JsonNode json(String... args) throws IOException {
    Commands.Result result = Commands.run(args);
    assertThat(result.status()).as(result.err()).isZero();
    return new JsonMapper().readTree(result.out());
  }

  private static String[] line(String command, List<String> options, String... more) {
    return Stream.of(Stream.of(command), options.stream(), Stream.of(more))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private List<String> options(Path data, String model) {
    return List.of(
        "--suite",
        "mmlu-pro",
        "--protocol",
        "mmlu-pro/official-local-0shot",
        "--data",
        data.toString(),
        "--model",
        model);
  }

  private static List<String> rules(JsonNode plan) {
    List<String> rules = new ArrayList<>();
    plan.at("/runs/0/findings").forEach(each -> rules.add(each.path("rule").asText()));
    return rules;
  }

  @Test
  void theRunIsWhatThePlanOfABundledModelSaid() throws IOException {
    DemoFiles demo = DemoFiles.extract(folder.resolve("demo"));
    DemoFiles.Suite suite = demo.suites().getFirst();
    Path cache = folder.resolve("cache");
    List<String> options =
        List.of(
            "--suite",
            suite.name(),
            "--data",
            suite.data().toString(),
            "--model",
            demo.model().toString(),
            "--max-tokens",
            "8",
            "--cache",
            cache.toString());
    JsonNode plan = json(line("plan", options, "--pilot", "2", "--json")).at("/runs/0");
    Path out = folder.resolve("run");
    Commands.Result run = Commands.run(line("run", options, "--out", out.toString(), "--json"));
    assertThat(run.status()).as(run.err()).isZero();
    JsonNode done = new JsonMapper().readTree(run.out()).at("/runs/0");
    assertThat(plan.path("samples").asInt()).isEqualTo(done.path("samples").asInt());
    assertThat(plan.path("promptTokens").asLong())
        .isEqualTo(done.at("/tokens/prompt").asLong())
        .isPositive();
    assertThat(plan.path("promptTokensSource").asText())
        .isEqualTo("counted with the model's tokenizer");
    assertThat(plan.path("mostOutputTokens").asLong())
        .isGreaterThanOrEqualTo(done.at("/tokens/completion").asLong());
    assertThat(plan.at("/pilot/answered").asInt()).isEqualTo(2);
    assertThat(plan.path("seconds").asDouble()).isPositive();
    assertThat(run.err()).contains("cache     2 of " + done.path("attempts").asInt());
  }

  @Test
  void tokensTimeAndCostOfAnEndpointAreEstimatedAndSaidToBe() throws Exception {
    Path data = Suites.questions(folder, 30);
    Path prices =
        Files.writeString(
            folder.resolve("prices.yaml"),
            "currency: USD\nmodels:\n  tiny: {input: 10, output: 20}\n");
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> FakeEndpoint.text(call, "The answer is (A)."))) {
      List<String> options = options(data, server.modelArgument());
      String[] priced = {"--prices", prices.toString(), "--max-tokens", "100", "--json"};
      JsonNode blind = json(line("plan", options, priced)).at("/runs/0");
      assertThat(server.calls()).isEmpty();
      assertThat(blind.path("promptTokensSource").asText())
          .isEqualTo("estimated: a token for every 4 bytes");
      assertThat(blind.path("seconds").isNull()).isTrue();
      assertThat(blind.path("cost").isNull()).isTrue();
      assertThat(blind.at("/mostCost/amount").asDouble())
          .isCloseTo(
              (10 * blind.path("promptTokens").asDouble() + 20 * 30 * 100) / 1e6, within(1e-9));
      JsonNode asked =
          json(line(
                  "plan",
                  options,
                  Stream.concat(Stream.of(priced), Stream.of("--pilot", "6"))
                      .toArray(String[]::new)))
              .at("/runs/0");
      assertThat(server.calls()).hasSize(6);
      assertThat(asked.path("outputTokens").asInt()).isEqualTo(7 * 30);
      assertThat(asked.path("promptTokens").asInt()).as("11 each, as told").isBetween(320, 340);
      assertThat(asked.path("seconds").asDouble()).isPositive();
      assertThat(asked.at("/cost/amount").asDouble())
          .isCloseTo(
              (10 * asked.path("promptTokens").asDouble() + 20 * 7 * 30) / 1e6, within(1e-9));
    }
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void theIntervalAndTheDifferenceFollowFromBaselines() throws Exception {
    Path data = Suites.questions(folder, 100);
    run(data, "one", i -> i < 60);
    run(data, "two", i -> i < 50 || (i >= 60 && i < 70));
    List<String> options = options(data, "recorded:" + folder.resolve("one.jsonl"));
    JsonNode blind = json(line("plan", options, "--json")).at("/runs/0/precision");
    assertThat(blind.path("score").asDouble()).isEqualTo(0.5);
    assertThat(blind.path("detectable").isNull()).isTrue();
    String one = folder.resolve("one").toString();
    String two = folder.resolve("two").toString();
    JsonNode single =
        json(line("plan", options, "--baseline", one, "--json")).at("/runs/0/precision");
    assertThat(single.path("score").asDouble()).isCloseTo(0.6, within(1e-9));
    assertThat(single.at("/interval/0").asDouble()).isCloseTo(0.502, within(1e-3));
    assertThat(single.at("/interval/1").asDouble()).isCloseTo(0.691, within(1e-3));
    assertThat(single.at("/detectable/0").asDouble())
        .isLessThan(single.at("/detectable/1").asDouble());
    JsonNode both =
        json(line("plan", options, "--baseline", one, "--baseline", two, "--json"))
            .at("/runs/0/precision");
    // 20 of 100 disagree: (1.960 + 0.842) * sqrt(0.2 / 100).
    assertThat(both.at("/detectable/0").asDouble()).isCloseTo(0.1253, within(1e-3));
    assertThat(both.at("/detectable/1")).isEqualTo(both.at("/detectable/0"));
    JsonNode part =
        json(line("plan", options, "--limit", "50", "--expect", "0.6", "--json"))
            .at("/runs/0/precision");
    assertThat(part.at("/interval/0").asDouble())
        .as("half of 100 is as good as 100 of many")
        .isCloseTo(single.at("/interval/0").asDouble(), within(1e-9));
  }

  @Test
  void samplesWithOtherContentPairWithNothingAndADrawnBaselineIsWeighed() throws Exception {
    Path data = Suites.questions(folder, 100);
    run(data, "one", i -> i < 60);
    List<String> options = options(data, "recorded:" + folder.resolve("one.jsonl"));
    String one = folder.resolve("one").toString();
    Path changed =
        Files.writeString(
            folder.resolve("changed.jsonl"),
            Files.readString(data).replaceAll("(\"question\": *\")", "$1Now: "));
    assertThat(Files.readString(changed)).isNotEqualTo(Files.readString(data));
    Commands.Result other =
        Commands.run(
            line(
                "plan",
                options(changed, "recorded:" + folder.resolve("one.jsonl")),
                "--baseline",
                one));
    assertThat(other.out()).contains("has none of the samples with the same content");
    String drawn = folder.resolve("drawn").toString();
    String[] limit = {"--limit", "13", "--out", drawn, "--json"};
    JsonNode run = json(line("run", options, limit)).at("/runs/0");
    if (run.isMissingNode()) {
      run = json("report", drawn, "--json").at("/runs/0");
    }
    JsonNode plan = json(line("plan", options, "--baseline", drawn, "--json"));
    assertThat(plan.at("/runs/0/precision/score").asDouble())
        .isCloseTo(run.at("/scorers/0/accuracy/value").asDouble(), within(1e-12));
  }

  @Test
  void ofARecordingNothingIsAskedAndOfOneSampleItSaysSo() throws Exception {
    Path data = Suites.questions(folder, 100);
    run(data, "one", i -> i < 60);
    List<String> options = options(data, "recorded:" + folder.resolve("one.jsonl"));
    JsonNode plan = json(line("plan", options, "--json"));
    for (String field : List.of("promptTokens", "longestPrompt", "mostOutputTokens", "seconds")) {
      assertThat(plan.at("/runs/0").path(field).isNull()).as(field).isTrue();
    }
    assertThat(plan.at("/total/promptTokens").asInt()).isZero();
    assertThat(Commands.run(line("plan", options)).out())
        .contains("answers    recorded: nothing is asked")
        .doesNotContain("time   ", "prompts   ", "tokens");
    Path prices =
        Files.writeString(
            folder.resolve("prices.yaml"),
            "currency: USD\nmodels:\n  tiny: {input: 10, output: 20}\n");
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> FakeEndpoint.text(call, "The answer is (A)."))) {
      List<String> asked = options(data, server.modelArgument());
      String[] priced = {"--prices", prices.toString(), "--max-tokens", "100"};
      assertThat(Commands.run(line("plan", asked, priced)).out())
          .containsPattern("cost +at most about .*; prompts estimated: a token for every 4 bytes");
      String[] pilot =
          Stream.concat(Stream.of(priced), Stream.of("--pilot", "1")).toArray(String[]::new);
      assertThat(Commands.run(line("plan", asked, pilot)).out())
          .contains(", as 1 sample took")
          .containsPattern("cost +about .*; prompts estimated from the pilot's replies")
          .containsPattern("prompts +1,\\d{3} tokens, the longest 1[0-9];");
    }
  }

  private void run(Path data, String name, IntPredicate right) throws IOException {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      outputs.add(
          "{\"question_id\": %d, \"output\": \"The answer is (%s).\"}"
              .formatted(1000 + i, Suites.letter(right.test(i) ? i : i + 1)));
    }
    Path recording = Files.write(folder.resolve(name + ".jsonl"), outputs);
    Commands.Result done =
        Commands.run(
            line(
                "run",
                options(data, "recorded:" + recording),
                "--out",
                folder.resolve(name).toString()));
    assertThat(done.status()).as(done.err()).isZero();
  }

  @Test
  void whatWillNotFitIsNamed() throws IOException {
    DemoFiles demo = DemoFiles.extract(folder.resolve("demo"));
    DemoFiles.Suite suite = demo.suites().getFirst();
    List<String> options =
        List.of(
            "--suite",
            suite.name(),
            "--protocol",
            "mmlu-pro/official-local-0shot",
            "--data",
            suite.data().toString(),
            "--model",
            demo.model().toString(),
            "--context",
            "150",
            "--json");
    JsonNode plan = json(line("plan", options));
    JsonNode run = plan.at("/runs/0");
    assertThat(run.path("unfit").size()).isBetween(1, run.path("samples").asInt() - 1);
    assertThat(rules(plan)).contains("does-not-fit", "answers-cut-by-context");
    assertThat(run.path("calls").asInt())
        .isEqualTo(run.path("samples").asInt() - run.path("unfit").size());
  }

  @Test
  void blanksThatTellTheRightOptionAreFound() throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("blanks.jsonl"),
            """
            {"question_id": 1, "question": "q", "options": ["x", " y", "z"], "answer": "B", \
            "answer_index": 1, "category": "law", "src": "s"}
            {"question_id": 2, "question": "q", "options": [" x", " y", "z"], "answer": "B", \
            "answer_index": 1, "category": "law", "src": "s"}
            """);
    Path recording =
        Files.writeString(folder.resolve("r.jsonl"), "{\"question_id\": 1, \"output\": \"(A)\"}\n");
    JsonNode plan = json(line("plan", options(data, "recorded:" + recording), "--json"));
    assertThat(rules(plan)).containsExactly("leaking-blanks");
    assertThat(plan.at("/runs/0/findings/0/message").asText()).startsWith("1 of 2 samples (1): ");
  }

  @Test
  void stopStringsThatCutAnswersAreFound() throws Exception {
    Path suite =
        Files.writeString(
            folder.resolve("lines.json"),
            """
            {"name": "lines", "prompt": "Say {q}", "target": "a", "scorer": "math/sound",
             "maxTokens": 20, "stop": ["\\n"], "data": "lines.jsonl"}
            """);
    Files.writeString(
        folder.resolve("lines.jsonl"),
        "{\"q\": \"one\", \"a\": \"1\"}\n{\"q\": \"two\", \"a\": \"1\\n2\"}\n");
    try (FakeEndpoint server = FakeEndpoint.start(call -> FakeEndpoint.text(call, "1"))) {
      JsonNode plan =
          json("plan", "--suite", suite.toString(), "--model", server.modelArgument(), "--json");
      assertThat(rules(plan)).containsExactly("stop-cuts-answers");
      assertThat(plan.at("/runs/0/findings/0/message").asText()).startsWith("1 of 2 samples (2): ");
    }
  }

  @Test
  void droppedShotsAreCounted() throws IOException {
    DemoFiles demo = DemoFiles.extract(folder.resolve("demo"));
    Path data = Suites.questions(folder, 3);
    List<String> shots = new ArrayList<>();
    for (String category : List.of("math", "law", "history")) {
      for (int shot = 0; shot < 5; shot++) {
        boolean longest = category.equals("math") && shot == 4;
        shots.add(
            """
            {"question": "q", "options": ["x", "y"], "answer": "A", "answer_index": 0, \
            "cot_content": "A: Let's think step by step. %s The answer is (A).", \
            "category": "%s", "src": "s"}\
            """
                .formatted(longest ? "so ".repeat(4000) : "so", category));
      }
    }
    Path examples = Files.write(folder.resolve("validation.jsonl"), shots);
    JsonNode plan =
        json(
            "plan",
            "--suite",
            "mmlu-pro",
            "--protocol",
            "mmlu-pro/official-local",
            "--data",
            data.toString(),
            "--shots",
            examples.toString(),
            "--model",
            demo.model().toString(),
            "--json");
    assertThat(rules(plan)).contains("shots-dropped");
    assertThat(plan.at("/runs/0/findings").findValuesAsText("message"))
        .anyMatch(each -> each.startsWith("1 of 3 samples (1000): worked examples are left out"));
  }

  @Test
  void thePilotTellsWhatBecomesOfAnswers() throws Exception {
    Path data = Suites.questions(folder, 12);
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                Suites.item(call.question()) % 2 == 0
                    ? new FakeEndpoint.Reply(
                        200, Map.of(), FakeEndpoint.body(call, "so", "length", "tiny"))
                    : new FakeEndpoint.Reply(400, Map.of(), "{\"error\": \"no\"}"))) {
      JsonNode plan =
          json(line("plan", options(data, server.modelArgument()), "--pilot", "12", "--json"));
      assertThat(plan.at("/runs/0/pilot/answered").asInt()).isEqualTo(6);
      assertThat(rules(plan)).containsExactly("not-measured", "answers-cut-by-length");
    }
  }

  @Test
  void findingsOnTheModelAreToldByPlanAndByRun() throws IOException {
    DemoFiles demo = DemoFiles.extract(folder.resolve("demo"));
    DemoFiles.Suite suite = demo.suites().getFirst();
    List<String> options = options(suite.data(), demo.model().toString());
    JsonNode plan = json(line("plan", options, "--json"));
    assertThat(rules(plan)).contains("raw-prompt");
    Commands.Result run =
        Commands.run(
            line(
                "run",
                options,
                "--first",
                "1",
                "--max-tokens",
                "2",
                "--out",
                folder.resolve("run").toString()));
    assertThat(run.err()).contains("warning   raw-prompt: the model has a chat template");
  }

  @Test
  void everyVariantOfASweepIsPlannedAndNothingIsStored() throws IOException {
    Path data = Suites.questions(folder, 12);
    Path recording =
        Files.writeString(
            folder.resolve("r.jsonl"), "{\"question_id\": 1000, \"output\": \"(A)\"}\n");
    Path sweep =
        Files.writeString(
            folder.resolve("sweep.yaml"),
            """
            base:
              suite: mmlu-pro
              data: %s
              protocol: mmlu-pro/official-local-0shot
              model: recorded:%s
            axes:
              first: [3, 5]
            """
                .formatted(data, recording));
    JsonNode plan = json("plan", sweep.toString(), "--json");
    assertThat(plan.path("runs")).hasSize(2);
    assertThat(plan.at("/total/calls").asInt()).isEqualTo(8);
    Commands.Result text = Commands.run("plan", sweep.toString());
    assertThat(text.out()).contains("samples    3 (first 3 of all), 3 calls").contains("2 runs");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
    assertThat(Commands.run("plan").status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(Commands.run("plan", sweep.toString(), "--suite", "mmlu-pro").err())
        .contains("leave --suite out");
    assertThat(Commands.run("plan", sweep.toString(), "--first", "9").err())
        .contains("leave --first out");
  }
}
