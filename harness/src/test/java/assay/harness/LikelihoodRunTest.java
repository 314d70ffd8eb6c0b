package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.harness.run.ExitCode;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.ContinuationLikelihoods;
import assay.results.ContinuationLikelihoods.Option;
import assay.results.Failure;
import assay.results.Prompt;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs of protocols that ask how likely a model finds each option.
final class LikelihoodRunTest {
  private static final int QUESTIONS = 6;

  @TempDir private Path folder;
  private Path data;

  /// Of question `i` the option "right" is the first, the second or the third.
  @BeforeEach
  void write() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      List<String> options = new ArrayList<>(List.of("\"wrong\"", "\"also wrong\""));
      options.add(i % 3, "\"right\"");
      rows.add(
          """
          {"question_id": %d, "question": "Which of %d?", "options": [%s], "answer": "%s", \
          "answer_index": %d, "cot_content": "", "category": "law", "src": "s"}\
          """
              .formatted(i, i, String.join(", ", options), Suites.letter(i % 3), i % 3));
    }
    data = Files.write(folder.resolve("data.jsonl"), rows);
  }

  private Commands.Result run(String model, String out, String... more) {
    String[] args = {
      "run",
      "--suite",
      "mmlu-pro",
      "--protocol",
      "mmlu-pro/cloze-0shot",
      "--data",
      data.toString(),
      "--model",
      model,
      "--out",
      folder.resolve(out).toString(),
      "--json"
    };
    return Commands.run(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }

  private List<SampleRecord> records(String run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(folder.resolve(run)).records()) {
      return records.sorted(Comparator.comparingInt(SampleRecord::index)).toList();
    }
  }

  private static List<Option> options(SampleRecord record) {
    String text = ((Completion) record.outcome()).text();
    return ContinuationLikelihoods.of(text).orElseThrow().options();
  }

  private static double accuracy(Commands.Result result, int scorer) throws IOException {
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode tree = new JsonMapper().readTree(result.out());
    return tree.at("/runs/0/scorers").path(scorer).path("accuracy").path("value").asDouble(-1);
  }

  /// A server whose tokens are the text up to "Answer:" and what is behind it, and whose
  /// likelihoods are -1 for "right" and minus the length for others.
  private static Reply echo(Call call) {
    ObjectNode reply = JsonNodeFactory.instance.objectNode().put("model", "tiny");
    List<String> prompts = prompts(call);
    // The last first: the number says which prompt a choice answers.
    for (int i = prompts.size() - 1; i >= 0; i--) {
      choice(reply.withArray("/choices").addObject().put("index", i), prompts.get(i));
    }
    reply
        .putObject("usage")
        .put("prompt_tokens", 2 * prompts.size())
        .put("completion_tokens", prompts.size());
    return new Reply(200, Map.of(), reply.toString());
  }

  private static List<String> prompts(Call call) {
    JsonNode prompt = call.body().path("prompt");
    List<String> prompts = new ArrayList<>();
    prompt.forEach(each -> prompts.add(each.asText()));
    return prompt.isArray() ? prompts : List.of(prompt.asText());
  }

  private static void choice(ObjectNode choice, String prompt) {
    int border = prompt.indexOf("Answer:") + "Answer:".length();
    String option = prompt.substring(border);
    choice.put("finish_reason", "length");
    ObjectNode logprobs = choice.put("text", prompt + "!").putObject("logprobs");
    logprobs.putArray("tokens").add(prompt.substring(0, border)).add(option).add("!");
    logprobs.putArray("text_offset").add(0).add(border).add(prompt.length());
    double value = option.equals(" right") ? -1 : -option.length();
    logprobs.putArray("token_logprobs").addNull().add(value).add(-0.5);
  }

  /// As a server that wants one prompt a call.
  private static Reply echoOne(Call call) {
    return call.body().path("prompt").isArray()
        ? new Reply(422, Map.of(), "prompt: str type expected")
        : echo(call);
  }

  @Test
  void anEndpointThatEchoesIsScoredByTheLikeliestOption() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(LikelihoodRunTest::echo)) {
      // Divided by its five characters -1 is -0.2; " wrong" has -6 / 5, " also wrong" -11 / 10.
      Commands.Result result = run(server.modelArgument(), "echo", "--stream");
      assertThat(accuracy(result, 0)).isEqualTo(1);
      assertThat(accuracy(result, 1)).isEqualTo(1);
      assertThat(server.calls()).as("the options of a question are one call").hasSize(QUESTIONS);
    }
    SampleRecord first = records("echo").getFirst();
    assertThat(first.prompt())
        .isEqualTo(
            new Prompt.Continuations(
                "Question: Which of 0?\nAnswer:", List.of(" right", " wrong", " also wrong")));
    assertThat(options(first)).extracting(Option::loglikelihood).containsExactly(-1.0, -6.0, -11.0);
    Completion completion = (Completion) first.outcome();
    assertThat(completion.promptTokens()).hasValue(6);
    assertThat(completion.call().orElseThrow().model()).isEqualTo("tiny");
  }

  @Test
  void aServerThatTakesOnePromptIsAskedOptionByOption() throws Exception {
    for (Function<Call, FakeEndpoint.Answer> script :
        List.<Function<Call, FakeEndpoint.Answer>>of(
            LikelihoodRunTest::echoOne, LikelihoodRunTest::echoFirst)) {
      String out = "one-" + script.hashCode();
      try (FakeEndpoint server = FakeEndpoint.start(script)) {
        assertThat(accuracy(run(server.modelArgument(), out, "--concurrency", "1"), 0))
            .isEqualTo(1);
        assertThat(server.calls()).as("one list in vain").hasSize(1 + 3 * QUESTIONS);
      }
      Completion completion = (Completion) records(out).getFirst().outcome();
      assertThat(completion.promptTokens()).hasValue(6);
      assertThat(completion.call().orElseThrow().tries()).isEqualTo(1);
    }
  }

  /// As a server that takes a list and answers its first prompt.
  private static Reply echoFirst(Call call) {
    Reply whole = echo(call);
    if (!call.body().path("prompt").isArray()) {
      return whole;
    }
    try {
      ObjectNode reply = (ObjectNode) new JsonMapper().readTree(whole.body());
      reply.putArray("choices").add(reply.at("/choices/2"));
      return new Reply(200, Map.of(), reply.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anInterfaceThatCannotTellLikelihoodsIsRefusedBeforeThereIsARun() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(LikelihoodRunTest::echo)) {
      for (String api : List.of("chat", "responses", "messages")) {
        Commands.Result result = run(server.modelArgument(), "refused", "--api", api);
        assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
        assertThat(result.err()).contains("--api " + api + ": log-likelihoods are asked of text");
      }
      assertThat(server.calls()).isEmpty();
    }
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  @Test
  void whatIsStoredCanBeJudgedAgainAndShown() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(LikelihoodRunTest::echo)) {
      run(server.modelArgument(), "echo");
    }
    Path pages = folder.resolve("pages");
    Commands.Result report =
        Commands.run("report", folder.resolve("echo").toString(), "--out", pages.toString());
    assertThat(report.status()).as(report.err()).isZero();
    assertThat(pages.resolve("report.md")).content().contains("likelihood/acc-bytes");
    Commands.Result again = run("recorded:" + folder.resolve("echo"), "again");
    assertThat(accuracy(again, 0)).isEqualTo(1);
  }

  @Test
  void anOptionThatCannotBeHadLeavesItsQuestionNotMeasured() throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                prompts(call).stream()
                        .anyMatch(each -> each.contains("of 2?") && each.endsWith("also wrong"))
                    ? new Reply(400, Map.of(), "{\"error\":{\"message\":\"no such thing\"}}")
                    : echo(call))) {
      assertThat(accuracy(run(server.modelArgument(), "part", "--concurrency", "1"), 0))
          .isEqualTo(1);
    }
    assertThat(records("part"))
        .extracting(each -> each.outcome() instanceof Failure)
        .containsExactly(false, false, true, false, false, false);
    assertThat(((Failure) records("part").get(2).outcome()).cause())
        .isEqualTo(Cause.ENDPOINT_ERROR);
  }

  @Test
  void aServerThatDoesNotEchoEndsTheRunAtOnce() throws Exception {
    String reply =
        "{\"choices\":[{\"text\":\".\",\"finish_reason\":\"length\",\"logprobs\":null}]}";
    try (FakeEndpoint server = FakeEndpoint.start(call -> new Reply(200, Map.of(), reply))) {
      Commands.Result result = run(server.modelArgument(), "none", "--concurrency", "1");
      assertThat(result.status()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(result.err()).contains("no log-probabilities of the prompt's own tokens");
      assertThat(server.calls()).hasSizeLessThan(4);
    }
  }

  @Test
  void anInterfaceThatHasNoEchoIsRefused() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(LikelihoodRunTest::echo)) {
      Commands.Result result =
          Commands.run(
              "loglikelihood",
              "--model",
              server.modelArgument(),
              "--api",
              "chat",
              "--prompt",
              "a",
              "--continuation",
              " b");
      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err())
          .contains("--api chat: log-likelihoods are asked of text completions")
          .contains("Leave --api out");
      assertThat(server.calls()).isEmpty();
    }
  }

  @Test
  void theEngineTellsWhatItsCommandTells() throws Exception {
    String model = DemoFiles.extract(folder).model().toString();
    assertThat(accuracy(run(model, "engine"), 0)).isBetween(0.0, 1.0);
    for (SampleRecord record : records("engine")) {
      Prompt.Continuations asked = (Prompt.Continuations) record.prompt();
      List<String> line = new ArrayList<>(List.of("loglikelihood", "--model", model, "--json"));
      line.addAll(List.of("--prompt", asked.text()));
      asked.continuations().forEach(each -> line.addAll(List.of("--continuation", each)));
      JsonNode told = new JsonMapper().readTree(Commands.run(line.toArray(String[]::new)).out());
      List<Option> options = options(record);
      assertThat(options).hasSize(told.size());
      for (int i = 0; i < options.size(); i++) {
        assertThat(options.get(i).loglikelihood())
            .isCloseTo(told.path(i).path("loglikelihood").asDouble(), within(1e-9));
        assertThat(options.get(i).tokens()).isEqualTo(told.path(i).path("tokens").size());
      }
    }
  }
}
