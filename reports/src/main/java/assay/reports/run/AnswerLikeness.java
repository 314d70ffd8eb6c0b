package assay.reports.run;

/// Which answers are the same to a scorer.
@FunctionalInterface
public interface AnswerLikeness {
  /// Nothing but the text of answers, where no scorer can be asked.
  AnswerLikeness TEXT = (scorer, one, other) -> one.equals(other);

  /// Returns whether two answers that the scorer extracted from completions are the same to it.
  boolean same(String scorer, String one, String other);
}
