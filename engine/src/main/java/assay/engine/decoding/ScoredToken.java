package assay.engine.decoding;

/// A token and how likely it is.
///
/// @param token id
/// @param logprob natural logarithm of its probability
public record ScoredToken(int token, double logprob) {}
