package assay.results;

/// How a protocol's own evaluator turns verdicts into its headline figure. The figure is the mean
/// over samples of the share of right attempts; what differs between evaluators is what becomes of
/// an attempt without an answer or without a measurement.
///
/// @param words for readers, such as `every question counts, without an answer: wrong`
/// @param guesses whether a random option stands in where no answer was found
/// @param dropsFailures whether attempts that were not measured leave the denominator; else they
///   are wrong
public record Convention(String words, boolean guesses, boolean dropsFailures) {

  /// What holds where no evaluator is known.
  public static final Convention STRICT =
      new Convention("every attempt counts, not measured: wrong", false, false);

  public Convention {
    Require.text(words, "convention");
  }
}
