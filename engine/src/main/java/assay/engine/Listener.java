package assay.engine;

import assay.engine.decoding.TokenLogprobs;
import java.util.Optional;

/// Hears what becomes of a [Request]. Calls for one request come one at a time, though from
/// different threads of the engine, which wait meanwhile: return soon, and do not wait for the
/// engine. What a method throws ends the request, which then has failed.
public interface Listener {
  /// Takes a token that was chosen.
  ///
  /// @param attempt the number of the continuation, from 0
  /// @param logprobs of the token, if the options ask for them
  default void token(int attempt, int token, Optional<TokenLogprobs> logprobs) {}

  /// Takes the logits that follow a token of a request to score.
  ///
  /// @param index of the token in its sequence
  /// @param logits `[vocabSize]`; the array is used again
  default void row(int index, float[] logits) {}

  /// Takes a continuation that has ended.
  ///
  /// @param attempt its number, from 0
  default void finished(int attempt, Generation generation) {}
}
