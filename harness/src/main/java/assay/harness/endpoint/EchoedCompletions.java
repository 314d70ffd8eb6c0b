package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Likelihoods.Likelihood;
import assay.harness.run.RunFailedException;
import assay.results.Cause;
import assay.results.ContinuationLikelihoods;
import assay.results.ContinuationLikelihoods.Option;
import assay.results.Prompt;
import assay.results.StopReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// OpenAI's text completions as what tells likelihoods: a server is asked to give a text back
/// (`echo`) with the log-probabilities of its tokens (`logprobs`), and to add one token, as not all
/// servers allow none. Several continuations are a list of prompts, each answered by a choice.
///
/// @param text what stands before the continuations
/// @param continuations whose likelihoods are asked, at least one
record EchoedCompletions(String text, List<String> continuations) implements Wire {
  /// Tokens that are added to a text, as not all servers allow none.
  static final int ADDED = 1;

  private static final String NO_ECHO =
      "the reply has no log-probabilities of the prompt's own tokens, so this server cannot score"
          + " by log-likelihood. vLLM and SGLang can (completions with echo and logprobs, or vLLM's"
          + " prompt_logprobs by --body); llama.cpp's server and Ollama give those of generated"
          + " tokens alone";
  private static final String UNPLACED =
      "the tokens that the server gives back do not make up the prompt that it was sent, or do not"
          + " tell where the continuation begins in it";
  private static final String NOTHING_BEFORE =
      "the continuation's first token is the first of all, which has no probability: give a prompt"
          + " before it";

  EchoedCompletions {
    continuations = List.copyOf(continuations);
  }

  /// Returns the wire for a prompt with continuations.
  static EchoedCompletions of(Prompt.Continuations asked) {
    return new EchoedCompletions(asked.text(), asked.continuations());
  }

  /// Returns whether a call has several prompts.
  boolean several() {
    return continuations.size() > 1;
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
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
    if (several()) {
      continuations.forEach(each -> body.withArray("/prompt").add(text + each));
    } else {
      body.put("prompt", text + continuations.getFirst());
    }
    return body.put("max_tokens", ADDED).put("temperature", 0).put("echo", true).put("logprobs", 1);
  }

  @Override
  public Map<String, String> headers(Optional<Secret> key) {
    return OpenAiJson.bearer(key);
  }

  @Override
  public Reading read(JsonNode root) throws BadReplyException {
    JsonNode choice = OpenAiJson.choice(root);
    if (!several() && unplaced(choice)) {
      return new Reading.Withheld(Cause.ENDPOINT_ERROR, UNPLACED);
    }
    String finish = choice.path("finish_reason").asText("");
    List<Likelihood> scored = several() ? all(root) : List.of(likelihood(root));
    List<Option> options = new ArrayList<>();
    for (int i = 0; i < scored.size(); i++) {
      Likelihood one = scored.get(i);
      options.add(new Option(continuations.get(i), one.sum(), one.tokens().size(), one.greedy()));
    }
    return new Reading.Reply(
        new ContinuationLikelihoods(options).text(),
        "",
        StopReason.STOP,
        OpenAiJson.usage(root),
        OpenAiJson.source(root, finish),
        OpenAiJson.effort(root));
  }

  /// Returns the likelihood of the one continuation. White space at the end of the text goes to it.
  ///
  /// @throws RunFailedException if the server does not tell
  Likelihood likelihood(JsonNode root) throws BadReplyException {
    JsonNode choice = OpenAiJson.choice(root);
    return echoed(choice, continuations.getFirst())
        .orElseThrow(() -> new RunFailedException(EchoedPrompt.told(choice) ? UNPLACED : NO_ECHO))
        .behind(border())
        .orElseThrow(() -> new RunFailedException(NOTHING_BEFORE));
  }

  /// Returns whether the server tells what it is asked, but of a text that is not the one it was
  /// sent: that is this prompt's fate, and says nothing of others.
  private boolean unplaced(JsonNode choice) {
    return EchoedPrompt.told(choice) && echoed(choice, continuations.getFirst()).isEmpty();
  }

  /// Returns the likelihood of each: a choice has its prompt's number, in whatever order they come.
  private List<Likelihood> all(JsonNode root) {
    List<Optional<Likelihood>> found =
        new ArrayList<>(Collections.nCopies(continuations.size(), Optional.empty()));
    for (JsonNode choice : root.path("choices")) {
      int number = choice.path("index").asInt(-1);
      if (number >= 0 && number < found.size()) {
        found.set(
            number,
            echoed(choice, continuations.get(number)).flatMap(each -> each.behind(border())));
      }
    }
    if (!found.stream().allMatch(Optional::isPresent)) {
      // Asked alone it says what it is about.
      throw new OnePromptException("the reply does not score each prompt of the list");
    }
    return found.stream().flatMap(Optional::stream).toList();
  }

  private Optional<EchoedPrompt> echoed(JsonNode choice, String continuation) {
    return EchoedPrompt.read(choice, text + continuation).filter(each -> !each.blurred(border()));
  }

  private int border() {
    String kept = text.stripTrailing();
    return kept.codePointCount(0, kept.length());
  }

  @Override
  public StreamedReply streamed() {
    return new TextCompletions().streamed();
  }
}
