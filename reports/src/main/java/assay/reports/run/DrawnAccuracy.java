package assay.reports.run;

import assay.reports.statistics.Interval;
import assay.reports.statistics.StratifiedShare;
import assay.results.Draw.Stratum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The accuracy over all samples from which some were drawn.
final class DrawnAccuracy {
  private DrawnAccuracy() {}

  /// Returns the estimate, with what the unmeasured attempts leave open weighed likewise.
  ///
  /// @param samples counts by position in the run, of which some are measured
  static Estimate of(Map<Integer, Counts> samples, SampleWeights weights) {
    Map<Stratum, List<Counts>> measured = new LinkedHashMap<>();
    samples.forEach(
        (index, counts) -> {
          if (counts.measured() > 0) {
            measured.computeIfAbsent(weights.stratum(index), _ -> new ArrayList<>()).add(counts);
          }
        });
    StratifiedShare share =
        StratifiedShare.of(
            measured.entrySet().stream()
                .map(each -> stratum(each.getKey(), each.getValue(), weights))
                .toList());
    return new Estimate(
        OptionalDouble.of(share.value()),
        share.standardError(),
        Optional.of(share.interval()),
        bounds(samples, weights, share.value()));
  }

  private static StratifiedShare.Stratum stratum(
      Stratum stratum, List<Counts> samples, SampleWeights weights) {
    return new StratifiedShare.Stratum(
        weights.of(stratum.drawn().getFirst()),
        stratum.rate(),
        samples.stream()
            .map(each -> new StratifiedShare.Cluster(each.earned(), each.measured()))
            .toList());
  }

  private static Interval bounds(
      Map<Integer, Counts> samples, SampleWeights weights, double value) {
    double low = 0;
    double high = 0;
    double all = 0;
    for (Map.Entry<Integer, Counts> sample : samples.entrySet()) {
      double weight = weights.of(sample.getKey().intValue());
      Counts counts = sample.getValue();
      low += weight * counts.earned();
      high += weight * (counts.earned() + counts.unmeasured());
      all += weight * counts.total();
    }
    return Bounds.around(value, low / all, high / all);
  }
}
