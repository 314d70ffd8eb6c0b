package assay.harness.run;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.Scorer;

/// Judges completions that are nothing but the answer, from which nothing is extracted.
record AnswerScorer(PairGrader grader) implements Scorer {
  @Override
  public String name() {
    return grader.name();
  }

  @Override
  public Score score(Sample sample, Completion completion) {
    return grader.gradeAnswer(sample.target(), completion.text());
  }
}
