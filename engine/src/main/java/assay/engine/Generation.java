package assay.engine;

import assay.engine.decoding.FinishReason;
import assay.engine.decoding.TokenLogprobs;
import java.util.List;

/// A continuation that a model wrote.
///
/// @param tokens all that were chosen, a stop token included
/// @param text of the tokens, without stop token and stop string; bytes that are no UTF-8, as when
///   a limit cuts a character, are shown as U+FFFD
/// @param finishReason why it ended
/// @param logprobs of the tokens, one for each, if the options ask for them; else empty
/// @param promptTokens length of the prompt
/// @param reusedTokens of the prompt that did not have to be computed again
/// @param prefillSeconds wall time for the rest of the prompt
/// @param decodeSeconds wall time for the tokens behind the first, which comes out of the prefill
public record Generation(
    List<Integer> tokens,
    String text,
    FinishReason finishReason,
    List<TokenLogprobs> logprobs,
    int promptTokens,
    int reusedTokens,
    double prefillSeconds,
    double decodeSeconds) {
  /// Copies the lists.
  public Generation {
    tokens = List.copyOf(tokens);
    logprobs = List.copyOf(logprobs);
  }
}
