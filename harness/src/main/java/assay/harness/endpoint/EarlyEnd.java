package assay.harness.endpoint;

import assay.results.StopReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/// Tells a completion that used up what it was asked for from one that a server cut before.
///
/// A server whose context window is full says the same word as at the limit of tokens (`length`):
/// so do vLLM from 0.12 on, which takes a `max_tokens` that does not fit beside the prompt and
/// shortens it, llama.cpp's server and Ollama, and so does a provider with a limit of its own.
///
/// And a response that is called `completed` may have been cut: llama.cpp's server (b11549) and
/// `transformers serve` (5.24) know no other word, so the count of its tokens tells.
final class EarlyEnd {
  private static final String COMPLETED = "completed";

  private EarlyEnd() {}

  /// Returns why a completion ended.
  ///
  /// @param reply as it says itself
  /// @param usage of the reply, whose total counts hidden thoughts that some leave out elsewhere
  /// @param asked tokens that it might have had
  static StopReason stop(Reading.Reply reply, JsonNode usage, int asked) {
    OptionalInt told = reply.usage().completion();
    if (reply.source().finish().equals(COMPLETED) && told.orElse(0) == asked) {
      return StopReason.TOKEN_LIMIT;
    }
    if (reply.stop() != StopReason.TOKEN_LIMIT || told.isEmpty()) {
      return reply.stop();
    }
    int input = usage.path("prompt_tokens").asInt(usage.path("input_tokens").asInt());
    int generated = Math.max(told.getAsInt(), usage.path("total_tokens").asInt() - input);
    // Servers need not agree on whether a last token counts.
    int close = asked - Math.max(1, asked / 100);
    return generated < close ? StopReason.CONTEXT_FULL : reply.stop();
  }
}
