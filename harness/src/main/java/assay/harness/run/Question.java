package assay.harness.run;

import assay.results.Sample;
import assay.results.SampleRecord.AttemptKey;

/// One attempt at one sample that a run has still to make.
///
/// @param index position of the sample in the run's selection, from 0
/// @param attempt which completion of the sample, from 0
record Question(int index, int attempt, Sample sample) implements Attempt {
  AttemptKey key() {
    return new AttemptKey(sample.id(), attempt);
  }
}
