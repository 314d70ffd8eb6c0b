package assay.scorers;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;

/// A named rule that turns a completion into a verdict.
///
/// A scorer never throws for anything a model can write: what it cannot judge is
/// [Score.NotMeasured] with its cause. It may be called from several threads at once.
public interface Scorer {

  /// Returns the name under which reports show the verdicts, such as `choice/official`.
  String name();

  /// Returns the verdict on one completion of one sample.
  Score score(Sample sample, Completion completion);
}
