package assay.engine;

import assay.engine.decoding.FinishReason;
import assay.engine.decoding.TokenLogprobs;
import assay.engine.model.ExpertUsage;
import java.util.List;

/// A continuation that a model wrote.
///
/// @param tokens all that were chosen, a stop token included
/// @param text of the tokens, without stop token and stop string; bytes that are no UTF-8, as when
///   a limit cuts a character, are shown as U+FFFD
/// @param finishReason why it ended
/// @param logprobs of the tokens, one for each, if the options ask for them; else empty
/// @param promptTokens length of the prompt
/// @param cost what it took
/// @param experts that were picked
public record Generation(
    List<Integer> tokens,
    String text,
    FinishReason finishReason,
    List<TokenLogprobs> logprobs,
    int promptTokens,
    Cost cost,
    Experts experts) {
  /// Copies the lists.
  public Generation {
    tokens = List.copyOf(tokens);
    logprobs = List.copyOf(logprobs);
  }

  /// What a continuation took. Of steps that computed other sequences too it counts its share, by
  /// tokens.
  ///
  /// @param reusedTokens of the prompt that did not have to be computed again
  /// @param prefillSeconds wall time for the rest of the prompt
  /// @param decodeSeconds wall time for the tokens behind the first, which comes out of the prefill
  public record Cost(int reusedTokens, double prefillSeconds, double decodeSeconds) {}

  /// Which experts were picked, each position once however it came to be computed.
  ///
  /// @param ofPrompt at the prompt's positions
  /// @param ofRest at those of the tokens chosen but the last, which is not computed
  public record Experts(ExpertUsage ofPrompt, ExpertUsage ofRest) {}

  /// Returns how many of the prompt's tokens did not have to be computed again.
  public int reusedTokens() {
    return cost.reusedTokens();
  }

  /// Returns the wall time for the rest of the prompt.
  public double prefillSeconds() {
    return cost.prefillSeconds();
  }

  /// Returns the wall time for the tokens behind the first.
  public double decodeSeconds() {
    return cost.decodeSeconds();
  }
}
