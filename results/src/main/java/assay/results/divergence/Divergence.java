package assay.results.divergence;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// How far a model's distributions of the next token are from a reference's, over the same tokens.
///
/// @param reference the distributions that are taken for right, such as those of unquantized
///   weights
/// @param model whose distributions are held against them
/// @param texts what both have read
/// @param figures what came out
/// @param worst the tokens at which the two differ most, the worst first
public record Divergence(
    Side reference, Side model, Texts texts, Figures figures, List<Place> worst) {
  public Divergence {
    Objects.requireNonNull(reference);
    Objects.requireNonNull(model);
    Objects.requireNonNull(texts);
    Objects.requireNonNull(figures);
    worst = List.copyOf(worst);
  }

  /// One of the two models.
  ///
  /// @param name of its file or folder
  /// @param weights SHA-256 of its weights, as manifests name them
  /// @param kernels name of the arithmetic
  /// @param fileBytes size of its files
  /// @param weightBytesPerToken bytes of weights that computing one token alone reads
  public record Side(
      String name,
      String weights,
      String kernels,
      OptionalLong fileBytes,
      OptionalLong weightBytesPerToken) {
    public Side {
      Objects.requireNonNull(name);
      Objects.requireNonNull(weights);
      Objects.requireNonNull(kernels);
      Objects.requireNonNull(fileBytes);
      Objects.requireNonNull(weightBytesPerToken);
    }
  }

  /// What was read.
  ///
  /// @param sources files and suites
  /// @param digest SHA-256 of the tokens and of which of them are scored
  /// @param passages stretches of tokens, each read without what is before it
  /// @param scoredTokens tokens whose distributions were compared
  /// @param unreadTokens at the end of texts, too few for a passage
  public record Texts(
      List<String> sources, String digest, long passages, long scoredTokens, long unreadTokens) {
    public Texts {
      sources = List.copyOf(sources);
      Objects.requireNonNull(digest);
    }
  }

  /// The figures over all scored tokens. Means take the passages as independent, not their tokens.
  ///
  /// @param perplexity of the tokens that follow
  /// @param kl Kullback-Leibler divergence of the model from the reference, in nats a token
  /// @param sameTop share of tokens before which both find the same one likeliest
  /// @param right what became of the probability of the token that follows, model minus reference
  public record Figures(Perplexity perplexity, Kl kl, Estimated sameTop, RightToken right) {
    public Figures {
      Objects.requireNonNull(perplexity);
      Objects.requireNonNull(kl);
      Objects.requireNonNull(sameTop);
      Objects.requireNonNull(right);
    }
  }

  /// The exponential of the mean negative log-likelihood of the tokens that follow.
  ///
  /// @param reference its own
  /// @param model its own
  /// @param logRatio natural logarithm of the model's over the reference's; its interval is that of
  ///   the paired differences, and so far narrower than the two others
  public record Perplexity(Estimated reference, Estimated model, Estimated logRatio) {}

  /// A divergence's mean and quantiles over tokens, in nats.
  public record Kl(
      Estimated mean, double median, double p90, double p99, double p999, double largest) {}

  /// How the probability of the right token changed.
  ///
  /// @param rootMeanSquare of the changes
  /// @param mean of the changes
  public record RightToken(Estimated rootMeanSquare, Estimated mean) {}

  /// A figure.
  ///
  /// @param value the estimate
  /// @param interval its 95 % interval; empty with fewer than two passages
  public record Estimated(double value, Optional<Range> interval) {
    public Estimated {
      Objects.requireNonNull(interval);
    }
  }

  /// A closed range.
  public record Range(double low, double high) {}

  /// A token at which the two models differ.
  ///
  /// @param source the text
  /// @param index of the token among those of the source
  /// @param before the end of the text before it
  /// @param kl the divergence there, in nats
  /// @param right the token that follows
  /// @param reference the tokens that the reference finds likeliest, with their probabilities
  /// @param model those of the model
  public record Place(
      String source,
      long index,
      String before,
      double kl,
      Right right,
      List<Candidate> reference,
      List<Candidate> model) {
    public Place {
      Objects.requireNonNull(source);
      Objects.requireNonNull(before);
      Objects.requireNonNull(right);
      reference = List.copyOf(reference);
      model = List.copyOf(model);
    }
  }

  /// The token that follows.
  ///
  /// @param text its own
  /// @param reference probability that the reference gives it
  /// @param model probability that the model gives it
  public record Right(String text, double reference, double model) {}

  /// A token with its probability.
  public record Candidate(String text, double probability) {}
}
