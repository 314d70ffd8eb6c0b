package assay.harness.serve.openai;

import assay.engine.Generation;
import assay.engine.decoding.TokenLogprobs;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// One of the answers to a request, as it comes.
///
/// Mutable; one serves one continuation, and is used by one thread.
interface Choice {
  /// Takes how likely the tokens of the prompt are, from the second on.
  default void scored(List<TokenLogprobs> prompt) {}

  /// Takes a token, and returns what an event has to tell of it.
  Optional<ObjectNode> chosen(int token, Optional<TokenLogprobs> logprobs);

  /// Returns the last events.
  ///
  /// @param generation empty where none was asked for
  List<ObjectNode> rest(Optional<Generation> generation);

  /// Returns the whole choice, for an answer without events.
  ///
  /// @param generation empty where none was asked for
  ObjectNode whole(Optional<Generation> generation);

  /// Returns why a text ended, in OpenAI's words.
  static String reason(Optional<Generation> generation) {
    return generation
        .map(Generation::finishReason)
        .map(
            reason ->
                switch (reason) {
                  case STOP_TOKEN, STOP_STRING -> "stop";
                  case LENGTH_LIMIT, CONTEXT_FULL -> "length";
                })
        .orElse("length");
  }
}
