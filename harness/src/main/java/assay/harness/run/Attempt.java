package assay.harness.run;

import assay.results.Sample;

/// One attempt at one sample that is taken through the stages.
interface Attempt {
  /// Returns the position of the sample among those that are asked, from 0.
  int index();

  /// Returns which completion of the sample this is, from 0.
  int attempt();

  Sample sample();
}
