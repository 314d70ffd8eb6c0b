package assay.harness.serve.openai;

import assay.engine.decoding.DecodingOptions;
import assay.harness.serve.work.PromptTask;
import assay.harness.serve.work.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a request of `/v1/completions` asks for.
///
/// @param texts of tokens
/// @param prompts at least one
/// @param echo whether prompts are given back before their continuations
/// @param logprobs how many of the likeliest tokens are told, at each token
/// @param decoding of continuations; empty for none
record TextAsked(
    TokenTexts texts,
    List<TextPrompt> prompts,
    boolean echo,
    OptionalInt logprobs,
    Optional<DecodingOptions> decoding) {
  private static final int DEFAULT_TOKENS = 16;
  private static final int MOST_LOGPROBS = 100;

  TextAsked {
    prompts = List.copyOf(prompts);
  }

  /// Reads a request.
  ///
  /// @throws ApiException if it is none, or asks for what is not served
  static TextAsked read(RequestFields fields, ServedModel served) throws ApiException {
    SamplingFields sampling = new SamplingFields(fields, served);
    refuse(fields, sampling.choices());
    boolean echo = fields.flag("echo", false);
    int tokens = fields.whole("max_tokens", 0, Integer.MAX_VALUE).orElse(DEFAULT_TOKENS);
    if (tokens == 0 && !echo) {
      throw ApiException.field(
          "max_tokens", "Invalid 'max_tokens': 0 asks for nothing, unless 'echo' is set.");
    }
    OptionalInt logprobs = fields.whole("logprobs", 0, MOST_LOGPROBS);
    List<TextPrompt> prompts = TextPrompt.read(fields, served.model());
    for (TextPrompt prompt : prompts) {
      ContextRoom.require(served, prompt.tokens().length, tokens, "prompt");
    }
    return new TextAsked(
        new TokenTexts(served.model()),
        prompts,
        echo,
        logprobs,
        tokens == 0 ? Optional.empty() : Optional.of(sampling.options(tokens, logprobs)));
  }

  private static void refuse(RequestFields fields, int choices) throws ApiException {
    OptionalInt best = fields.whole("best_of", 1, Integer.MAX_VALUE);
    if (best.isPresent() && best.getAsInt() != choices) {
      throw ApiException.unsupported(
          "best_of",
          "'best_of' is not served: it would hide tokens that were paid for. Ask for 'n'"
              + " completions with 'logprobs', and choose.");
    }
    if (!fields.text("suffix").orElse("").isEmpty()) {
      throw ApiException.unsupported(
          "suffix", "'suffix' is not served: texts are continued, not filled in.");
    }
    ResponseFormat.refuse(fields);
  }

  /// Returns the strings that end a text.
  List<String> stops() {
    return decoding.map(DecodingOptions::stopStrings).orElse(List.of());
  }

  /// Returns what is to be computed, prompt by prompt.
  List<PromptTask> tasks(int attempts) {
    List<PromptTask> tasks = new ArrayList<>();
    for (TextPrompt prompt : prompts) {
      PromptTask task = PromptTask.of(prompt.tokens());
      if (echo && logprobs.isPresent()) {
        task = task.scored(logprobs.getAsInt());
      }
      tasks.add(decoding.isPresent() ? task.continued(decoding.get(), attempts) : task);
    }
    return tasks;
  }
}
