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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `assay plan` says, against what the run then is.
final class PlanCommandTest extends PlannedRuns {

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
      List<String> options = Suites.options(data, server.modelArgument());
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
  void ofARecordingNothingIsAskedAndOfOneSampleItSaysSo() throws Exception {
    Path data = Suites.questions(folder, 100);
    run(data, "one", i -> i < 60);
    List<String> options = Suites.options(data, "recorded:" + folder.resolve("one.jsonl"));
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
      List<String> asked = Suites.options(data, server.modelArgument());
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
