package assay.reports.compare;

import assay.reports.statistics.Interval;
import assay.reports.statistics.UnmeasuredInterval;
import java.util.List;

/// The interval of a score that covers sampling and unmeasured attempts alike, whatever these would
/// have come to ([UnmeasuredInterval]).
final class OpenScore {
  private OpenScore() {}

  /// Returns the interval at a confidence between 0 and 1 over all samples of a run, at least one.
  static Interval of(RunOutcomes run, double confidence) {
    List<SampleOutcome> samples = run.samples();
    double weights = samples.stream().mapToDouble(SampleOutcome::weight).sum();
    double[] low = new double[samples.size()];
    double[] high = new double[samples.size()];
    for (int i = 0; i < low.length; i++) {
      SampleOutcome sample = samples.get(i);
      double attempts = sample.attempts().size();
      double right = sample.attempts().stream().mapToDouble(each -> each.verdict().credit()).sum();
      double weight = sample.weight() * samples.size() / weights;
      low[i] = weight * right / attempts;
      high[i] = weight * (right + attempts - sample.measured().size()) / attempts;
    }
    return low.length == 1
        ? new Interval(low[0], high[0])
        : UnmeasuredInterval.of(low, high, confidence).clippedToShare();
  }
}
