package assay.harness.serve.openai;

import assay.engine.decoding.DecodingOptions;
import assay.harness.model.EnginePrompt;
import assay.harness.serve.work.PromptTask;
import assay.harness.serve.work.ServedModel;
import assay.results.ReasoningMarkers;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// What a request of `/v1/chat/completions` asks for.
///
/// @param texts of tokens
/// @param prompt as the model reads it
/// @param decoding of the answers
record ChatAsked(TokenTexts texts, EnginePrompt prompt, DecodingOptions decoding) {
  private static final int MOST_LOGPROBS = 100;

  ChatAsked {
    Objects.requireNonNull(prompt);
    Objects.requireNonNull(decoding);
  }

  /// Reads a request.
  ///
  /// @throws ApiException if it is none, or asks for what is not served
  static ChatAsked read(RequestFields fields, ServedModel served) throws ApiException {
    ResponseFormat.refuse(fields);
    OptionalInt asked = fields.whole("max_completion_tokens", 1, Integer.MAX_VALUE);
    OptionalInt older = fields.whole("max_tokens", 1, Integer.MAX_VALUE);
    OptionalInt logprobs = logprobs(fields);
    EnginePrompt prompt = ConversationPrompt.read(fields, served);
    int length = prompt.tokens().length;
    int room = ContextRoom.behind(served, length, "messages");
    int tokens = asked.orElse(older.orElse(room));
    ContextRoom.require(served, length, tokens, "messages");
    return new ChatAsked(
        new TokenTexts(served.model()),
        prompt,
        new SamplingFields(fields, served).options(tokens, logprobs));
  }

  private static OptionalInt logprobs(RequestFields fields) throws ApiException {
    boolean told = fields.flag("logprobs", false);
    OptionalInt top = fields.whole("top_logprobs", 0, MOST_LOGPROBS);
    if (top.orElse(0) > 0 && !told) {
      throw ApiException.field("top_logprobs", "'top_logprobs' needs 'logprobs' to be true.");
    }
    return told ? OptionalInt.of(top.orElse(0)) : OptionalInt.empty();
  }

  /// Returns the markers of thoughts that the prompt has opened.
  Optional<ReasoningMarkers> opened() {
    return prompt.opened();
  }

  /// Returns what is to be computed.
  PromptTask task(int attempts) {
    return PromptTask.of(prompt.tokens()).continued(decoding, attempts);
  }
}
