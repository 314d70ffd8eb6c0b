package assay.engine.decoding;

import java.util.List;

/// How likely a token of a text was where it stands.
///
/// @param token id
/// @param logprob natural logarithm of its probability
/// @param rank 1 for the likeliest token; of equally likely ones the smaller id ranks first
/// @param top the likeliest tokens there, by rank
public record TokenLogprobs(int token, double logprob, int rank, List<ScoredToken> top) {
  /// Copies the list.
  public TokenLogprobs {
    top = List.copyOf(top);
  }

  /// Returns whether greedy decoding would have chosen the token.
  public boolean greedy() {
    return rank == 1;
  }
}
