package assay.harness.run;

import java.util.List;

/// What says how likely a model finds a text behind another one.
public interface Likelihoods extends AutoCloseable {

  /// Returns the log-likelihood of a continuation. White space at the end of the context goes to
  /// the continuation, as in lm-evaluation-harness.
  ///
  /// @throws RunFailedException if the model does not tell
  Likelihood of(String context, String continuation) throws InterruptedException;

  @Override
  void close();

  /// How likely a continuation is.
  ///
  /// @param tokens of the continuation in order
  /// @param greedy whether greedy decoding writes it
  record Likelihood(List<Token> tokens, boolean greedy) {
    public Likelihood {
      tokens = List.copyOf(tokens);
    }

    /// Returns the natural logarithm of the probability, summed over the tokens.
    public double sum() {
      return tokens.stream().mapToDouble(Token::logprob).sum();
    }
  }

  /// A token and the natural logarithm of its probability behind all before it.
  record Token(String text, double logprob) {}
}
