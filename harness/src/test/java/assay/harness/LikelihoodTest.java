package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.harness.run.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `assay loglikelihood`. The replies have the shapes that servers were seen to send.
final class LikelihoodTest {
  /// vLLM 0.16.0, as ggml-org/llama.cpp pull request 15189 shows it: the token behind the prompt is
  /// the one that has to be generated.
  private static final String VLLM =
      """
      {"id":"cmpl-1","object":"text_completion","created":1772367069,"model":"tiny","choices":[{"index":0,
       "text":"The sky is blue.","logprobs":{"text_offset":[0,3,7,10,15],
       "token_logprobs":[null,-8.5,-1.25,-0.5,-0.25],"tokens":["The"," sky"," is"," blue","."],
       "top_logprobs":[null,{" sky":-8.5," man":-0.75},{" is":-1.25},{" blue":-0.5," red":-2.0},{".":-0.25}]},
       "finish_reason":"length","stop_reason":null,"prompt_logprobs":null}],
       "usage":{"prompt_tokens":4,"total_tokens":5,"completion_tokens":1}}
      """;

  /// The same with a BOS that the server counts as text, as vLLM does for models that have one.
  private static final String WITH_BOS =
      """
      {"choices":[{"text":"The sky is blue.","logprobs":{"text_offset":[0,3,6,10,13,18],
       "token_logprobs":[null,-2.0,-8.5,-1.25,-0.5,-0.25],"tokens":["<s>","The"," sky"," is"," blue","."],
       "top_logprobs":[null,{"The":-2.0},{" sky":-8.5},{" is":-1.25},{" blue":-0.5," red":-0.25},{".":-0.25}]}}]}
      """;

  /// SGLang does not tell offsets.
  private static final String SGLANG =
      VLLM.replace("[0,3,7,10,15]", "[-1,-1,-1,-1,-1]")
          .replace("\"stop_reason\"", "\"matched_stop\"");

  /// llama.cpp's server, build 1 (0c1e570), asked here for echo and logprobs.
  private static final String LLAMA_CPP =
      """
      {"choices":[{"text":".","index":0,"logprobs":{"content":[{"id":30,"token":".","bytes":[46],
       "logprob":-0.3992047607898712,"top_logprobs":[{"id":30,"token":".","bytes":[46],"logprob":-0.3992047607898712}]}]},
       "finish_reason":"length"}],"object":"text_completion","usage":{"completion_tokens":1,"prompt_tokens":6}}
      """;

  /// vLLM 0.8.3, as vllm-project/vllm issue 16838 shows it (April 2025): three places of a prompt,
  /// whose own token stands behind a likelier one, and blanks as the vocabulary has them. What is
  /// around them is left out there.
  private static final String ISSUE_16838 =
      """
      {"choices":[{"index":0,"text":"","finish_reason":"length","prompt_logprobs":[null,
        {"430":{"logprob":-0.26888129115104675,"rank":1,"decoded_token":"Ġthat"}},
        {"279":{"logprob":-1.257411241531372,"rank":1,"decoded_token":"Ġthe"},
         "281":{"logprob":-10.421473503112793,"rank":2163,"decoded_token":"Ġp"}},
        {"604":{"logprob":-2.302626848220825,"rank":1,"decoded_token":"pp"},
         "613":{"logprob":-6.669814109802246,"rank":116,"decoded_token":"ach"}}]}]}
      """;

  /// vLLM's own form, asked for by `prompt_logprobs`: the prompt's token is the first of its place.
  private static final String PROMPT_LOGPROBS =
      """
      {"id":"cmpl-1","object":"text_completion","model":"tiny","choices":[{"index":0,"text":".",
       "logprobs":null,"finish_reason":"length","stop_reason":null,"prompt_logprobs":[null,
        {"13180":{"logprob":-8.5,"rank":77,"decoded_token":" sky"},"883":{"logprob":-0.75,"rank":1,"decoded_token":" man"}},
        {"374":{"logprob":-1.25,"rank":1,"decoded_token":" is"}},
        {"6303":{"logprob":-0.5,"rank":1,"decoded_token":" blue"}}]}],
       "usage":{"prompt_tokens":4,"total_tokens":5,"completion_tokens":1}}
      """;

  @TempDir private Path folder;

  @Test
  void theTokensBehindTheBorderAreSummed() throws Exception {
    for (String shape : new String[] {VLLM, WITH_BOS, SGLANG}) {
      JsonNode scored = scored(shape, "The sky", " is blue");
      assertThat(scored.path("loglikelihood").asDouble()).isEqualTo(-1.75);
      assertThat(scored.path("tokens"))
          .extracting(token -> token.path("text").asText())
          .containsExactly(" is", " blue");
      assertThat(scored.path("bytes").asInt()).isEqualTo(8);
    }
    assertThat(scored(VLLM, "The sky", " is blue").path("greedy").asBoolean()).isTrue();
    assertThat(scored(WITH_BOS, "The sky", " is blue").path("greedy").asBoolean()).isFalse();
  }

  @Test
  void vllmsOwnFormOfThePromptIsRead() throws Exception {
    JsonNode scored = scored(PROMPT_LOGPROBS, "The sky", " is blue");
    assertThat(scored.path("loglikelihood").asDouble()).isEqualTo(-1.75);
    assertThat(scored.path("greedy").asBoolean()).isTrue();
    JsonNode unlikely = scored(PROMPT_LOGPROBS, "The", " sky is blue");
    assertThat(unlikely.path("loglikelihood").asDouble()).isEqualTo(-10.25);
    assertThat(unlikely.path("greedy").asBoolean()).isFalse();
    Path body =
        Files.writeString(folder.resolve("body.json"), "{\"prompt_logprobs\": 0, \"echo\": null}");
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> new Reply(200, Map.of(), PROMPT_LOGPROBS))) {
      Commands.run(
          "loglikelihood",
          "--model",
          server.modelArgument(),
          "--body",
          body.toString(),
          "--prompt",
          "The sky",
          "--continuation",
          " is blue");
      assertThat(server.calls().getFirst().body().path("prompt_logprobs").asInt(-1)).isZero();
      assertThat(server.calls().getFirst().body().has("echo")).isFalse();
    }
  }

  @Test
  void thePromptsOwnTokenIsFoundBehindLikelierOnes() throws Exception {
    JsonNode scored = scored(ISSUE_16838, "So", " that pach");
    assertThat(scored.path("loglikelihood").asDouble()).isCloseTo(-17.360168904066, within(1e-9));
    assertThat(scored.path("greedy").asBoolean()).isFalse();
    assertThat(scored(ISSUE_16838, "So that", " pach").path("loglikelihood").asDouble())
        .isCloseTo(-17.091287612915, within(1e-9));
    String ranked =
        """
        {"choices":[{"index":0,"text":".","prompt_logprobs":[null,
          {"5":{"logprob":-0.5,"rank":1,"decoded_token":"e"},
           "7":{"logprob":-1.5,"rank":2,"decoded_token":" blue"},
           "9":{"logprob":-2.5,"rank":3,"decoded_token":" red"}}]}]}
        """;
    assertThat(scored(ranked, "sky", " blue").path("loglikelihood").asDouble())
        .as("among the likeliest it is the one that stands there")
        .isEqualTo(-1.5);
  }

  @Test
  void whiteSpaceAtTheEndOfThePromptGoesToTheContinuation() throws Exception {
    assertThat(scored(VLLM, "The sky is ", "blue").path("loglikelihood").asDouble())
        .isEqualTo(-0.5);
  }

  @Test
  void aTokenThatReachesOverTheBorderIsCounted() throws Exception {
    assertThat(scored(VLLM, "The sk", "y is blue").path("loglikelihood").asDouble())
        .isEqualTo(-10.25);
  }

  @Test
  void offsetsCountWholeCharacters() throws Exception {
    String shape =
        """
        {"choices":[{"text":"\uD83D\uDE00 yes","logprobs":{"text_offset":[0,1,5],"tokens":["\uD83D\uDE00"," yes","!"],
         "token_logprobs":[null,-3.0,-1.0],"top_logprobs":[null,{" yes":-3.0},{"!":-1.0}]}}]}
        """;
    assertThat(scored(shape, "\uD83D\uDE00", " yes").path("loglikelihood").asDouble())
        .isEqualTo(-3.0);
  }

  @Test
  void tokensOfHalfCharactersArePlacedBetweenThoseAroundThem() throws Exception {
    String replaced = halves("[0,1,3,4,5,6,8]", " \uFFFD", "\uFFFD", "\uFFFD");
    String whole = halves("[0,1,1,1,3,4,6]", "", "", " \u5927");
    String bytes = halves("[0,1,1,1,3,4,6]", "bytes: \\\\xe5", "bytes:\\\\xa4", "bytes:\\\\xa7");
    for (String shape : new String[] {replaced, whole, bytes}) {
      assertThat(scored(shape, "A \u5927:", " b").path("loglikelihood").asDouble())
          .as(shape)
          .isEqualTo(-16.0);
      JsonNode all = scored(shape, "A", " \u5927: b");
      assertThat(all.path("loglikelihood").asDouble()).as(shape).isEqualTo(-31.0);
      assertThat(all.path("tokens").size()).isEqualTo(5);
    }
  }

  @Test
  void aBorderAmidTokensOfHalfCharactersIsNotGuessed() throws Exception {
    String shape = halves("[-1,-1,-1,-1,-1,-1,-1]", " \uFFFD", "\uFFFD", "\uFFFD");
    try (FakeEndpoint server = FakeEndpoint.start(call -> new Reply(200, Map.of(), shape))) {
      Commands.Result result = run(server.modelArgument(), "A \u5927", "\u5929: b");
      assertThat(result.status()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(result.err()).contains("do not tell where the continuation begins");
    }
  }

  /// A reply to a prompt that begins with "A" and ends with ": b", with three tokens between them
  /// of which none is text alone, worth 1, 2 and 4.
  private static String halves(String offsets, String... three) {
    return """
    {"choices":[{"text":"","logprobs":{"text_offset":%s,"tokens":["A","%s",":"," b","!"],
     "token_logprobs":[null,-1.0,-2.0,-4.0,-8.0,-16.0,-32.0],"top_logprobs":[null,{},{},{},{},{},{}]}}]}
    """
        .formatted(offsets, String.join("\",\"", three));
  }

  @Test
  void theServerIsAskedToGiveTheTextBack() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(call -> new Reply(200, Map.of(), VLLM))) {
      run(server.modelArgument(), "The sky", " is blue");
      JsonNode body = server.calls().getFirst().body();
      assertThat(server.calls().getFirst().path()).endsWith("/v1/completions");
      assertThat(body.path("prompt").asText()).isEqualTo("The sky is blue");
      assertThat(body.path("echo").asBoolean()).isTrue();
      assertThat(body.path("logprobs").asInt()).isEqualTo(1);
      assertThat(body.path("max_tokens").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatDoesNotTellEndsItWithTheReason() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    for (String shape :
        new String[] {LLAMA_CPP, "{\"choices\":[{\"text\":\" blue\",\"logprobs\":null}]}"}) {
      calls.set(0);
      try (FakeEndpoint server =
          FakeEndpoint.start(
              call -> {
                calls.incrementAndGet();
                return new Reply(200, Map.of(), shape);
              })) {
        Commands.Result result = run(server.modelArgument(), "The sky", " is", " was");
        assertThat(result.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(result.err())
            .contains("no log-probabilities of the prompt's own tokens", "vLLM and SGLang can");
        assertThat(calls).as("the second continuation is not asked").hasValue(1);
      }
    }
  }

  @Test
  void aRefusalThatPassesIsTriedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                calls.getAndIncrement() == 0
                    ? new Reply(503, Map.of(), "loading")
                    : new Reply(200, Map.of(), VLLM))) {
      assertThat(run(server.modelArgument(), "The sky", " is blue").status()).isZero();
      assertThat(calls).hasValue(2);
    }
  }

  @Test
  void allTriesTogetherHaveADeadline() throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> new Reply(503, Map.of(), "still loading"))) {
      Commands.Result result =
          Commands.run(
              "loglikelihood",
              "--model",
              server.modelArgument(),
              "--prompt",
              "The sky",
              "--continuation",
              " is blue",
              "--retries",
              "1000",
              "--total-timeout",
              "1");
      assertThat(result.status()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(result.err())
          .contains("HTTP 503: still loading", "in the 1 s that --total-timeout gives an answer");
    }
  }

  @Test
  void theEngineTellsTheSameAsItsOwnCommand() throws Exception {
    String model = DemoFiles.extract(folder).model().toString();
    JsonNode one = json(run(model, "The sky is", " blue")).path(0);
    JsonNode other =
        json(Commands.run(
                "engine",
                "loglikelihood",
                "--model",
                model,
                "--prompt",
                "The sky is",
                "--continuation",
                " blue",
                "--json"))
            .path(0);
    assertThat(one.path("loglikelihood").asDouble())
        .isCloseTo(other.path("loglikelihood").asDouble(), within(1e-9));
    assertThat(one.path("tokens").size()).isEqualTo(other.path("tokens").size());
  }

  private static JsonNode scored(String shape, String prompt, String continuation)
      throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(call -> new Reply(200, Map.of(), shape))) {
      return json(run(server.modelArgument(), prompt, continuation)).path(0);
    }
  }

  private static JsonNode json(Commands.Result result) throws Exception {
    assertThat(result.status()).as(result.err()).isZero();
    return new JsonMapper().readTree(result.out());
  }

  private static Commands.Result run(String model, String prompt, String... continuations) {
    String[] line = new String[6 + 2 * continuations.length];
    line[0] = "loglikelihood";
    line[1] = "--model";
    line[2] = model;
    line[3] = "--prompt";
    line[4] = prompt;
    line[5] = "--json";
    for (int i = 0; i < continuations.length; i++) {
      line[6 + 2 * i] = "--continuation";
      line[7 + 2 * i] = continuations[i];
    }
    return Commands.run(line);
  }
}
