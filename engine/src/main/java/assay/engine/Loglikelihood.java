package assay.engine;

import assay.engine.decoding.TokenLogprobs;
import java.util.List;

/// How likely a model finds a continuation of a context.
///
/// @param tokens of the continuation in order, each given all before it
/// @param reusedTokens of the context that did not have to be computed again
public record Loglikelihood(List<TokenLogprobs> tokens, int reusedTokens) {
  /// Copies the list.
  public Loglikelihood {
    tokens = List.copyOf(tokens);
  }

  /// Returns the natural logarithm of the continuation's probability: the sum over its tokens, in
  /// F64 from the first to the last.
  public double sum() {
    double sum = 0;
    for (TokenLogprobs token : tokens) {
      sum += token.logprob();
    }
    return sum;
  }

  /// Returns whether greedy decoding would have written the continuation.
  public boolean greedy() {
    return tokens.stream().allMatch(TokenLogprobs::greedy);
  }
}
