package assay.harness.serve.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The tokens of a request, as they come to be known.
///
/// Mutable, and used by one thread.
final class RequestUsage {
  private int prompt;
  private int cached;
  private int completion;

  /// Counts a prompt.
  void prompt(int tokens) {
    prompt += tokens;
  }

  /// Counts tokens of prompts that were not computed again.
  void cached(int tokens) {
    cached += tokens;
  }

  /// Counts tokens of a continuation, its end token included.
  void completion(int tokens) {
    completion += tokens;
  }

  ObjectNode json() {
    ObjectNode usage =
        JsonNodeFactory.instance
            .objectNode()
            .put("prompt_tokens", prompt)
            .put("completion_tokens", completion)
            .put("total_tokens", prompt + completion);
    usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
    return usage;
  }
}
