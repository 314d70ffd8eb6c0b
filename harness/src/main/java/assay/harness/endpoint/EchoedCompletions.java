package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Likelihoods.Likelihood;
import assay.harness.run.RunFailedException;
import assay.results.ContinuationLikelihoods;
import assay.results.ContinuationLikelihoods.Option;
import assay.results.Prompt;
import assay.results.StopReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// OpenAI's text completions as what tells likelihoods: a server is asked to give a text back
/// (`echo`) with the log-probabilities of its tokens (`logprobs`), and to add one token, as not all
/// servers allow none.
///
/// @param text what stands before the continuation
/// @param continuation whose likelihood is asked
record EchoedCompletions(String text, String continuation) implements Wire {
  private static final String NO_ECHO =
      "the reply has no log-probabilities of the prompt's own tokens, so this server cannot score"
          + " by log-likelihood. vLLM and SGLang can (completions with echo and logprobs, or vLLM's"
          + " prompt_logprobs by --body); llama.cpp's server and Ollama give those of generated"
          + " tokens alone";
  private static final String NOTHING_BEFORE =
      "the continuation's first token is the first of all, which has no probability: give a prompt"
          + " before it";

  /// Returns the wire for a prompt with one continuation.
  static EchoedCompletions of(Prompt.Continuations asked) {
    return new EchoedCompletions(asked.text(), asked.continuations().getFirst());
  }

  @Override
  public String path() {
    return "completions";
  }

  @Override
  public boolean streams() {
    return false;
  }

  @Override
  public ObjectNode body(String model, CompletionRequest request, boolean stream) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("model", model)
        .put("prompt", text + continuation)
        .put("max_tokens", 1)
        .put("temperature", 0)
        .put("echo", true)
        .put("logprobs", 1);
  }

  @Override
  public Map<String, String> headers(Optional<Secret> key) {
    return OpenAiJson.bearer(key);
  }

  @Override
  public Reading read(JsonNode root) throws BadReplyException {
    String finish = OpenAiJson.choice(root).path("finish_reason").asText("");
    Likelihood scored = likelihood(root);
    Option option = new Option(continuation, scored.sum(), scored.tokens().size(), scored.greedy());
    return new Reading.Reply(
        new ContinuationLikelihoods(List.of(option)).text(),
        "",
        StopReason.STOP,
        OpenAiJson.usage(root),
        OpenAiJson.source(root, finish),
        OpenAiJson.effort(root));
  }

  /// Returns the likelihood of the continuation. White space at the end of the text goes to it.
  ///
  /// @throws RunFailedException if the server does not tell
  Likelihood likelihood(JsonNode root) throws BadReplyException {
    JsonNode choice = OpenAiJson.choice(root);
    String kept = text.stripTrailing();
    return EchoedPrompt.read(choice, text + continuation)
        .orElseThrow(() -> new RunFailedException(NO_ECHO))
        .behind(kept.codePointCount(0, kept.length()))
        .orElseThrow(() -> new RunFailedException(NOTHING_BEFORE));
  }

  @Override
  public StreamedReply streamed() {
    return new TextCompletions().streamed();
  }
}
