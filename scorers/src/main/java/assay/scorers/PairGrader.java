package assay.scorers;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;

/// A scorer that needs nothing but the target and what the model wrote, so that it can also grade
/// pairs that belong to no dataset.
public interface PairGrader extends Scorer {

  /// Returns the verdict on an answer that has already been extracted.
  ///
  /// @param target the reference answer
  /// @param answer the answer itself, without surrounding reasoning
  Score gradeAnswer(String target, String answer);

  /// Returns the verdict on a whole completion, from which the scorer's own rules extract the
  /// answer.
  Score gradeCompletion(String target, String completion);

  @Override
  default Score score(Sample sample, Completion completion) {
    return gradeCompletion(sample.target(), completion.text());
  }
}
