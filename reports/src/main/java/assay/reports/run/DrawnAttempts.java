package assay.reports.run;

import assay.reports.statistics.Interval;
import assay.reports.statistics.PairedBootstrap;
import assay.reports.statistics.PluralityVote.Chance;
import assay.reports.statistics.StratifiedShare;
import assay.results.Draw.Stratum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What several attempts come to over all samples from which some were drawn.
final class DrawnAttempts {
  private DrawnAttempts() {}

  /// Returns the estimate of a metric's mean.
  ///
  /// @param chances by sample, of which at least one is there
  /// @param bounds of the mean, weighed likewise
  static Estimate estimate(Map<Ballot, Chance> chances, Interval bounds) {
    StratifiedShare share =
        StratifiedShare.of(
            strata(chances).stream()
                .map(
                    each ->
                        new StratifiedShare.Stratum(
                            each.weight(),
                            each.rate(),
                            each.values().stream()
                                .map(value -> new StratifiedShare.Cluster(value, 1))
                                .toList()))
                .toList());
    return new Estimate(
        OptionalDouble.of(share.value()),
        share.standardError(),
        Optional.of(share.interval()),
        Bounds.around(share.value(), bounds.low(), bounds.high()));
  }

  /// Returns the values of drawn samples by the strata from which they were drawn.
  static List<PairedBootstrap.Stratum> strata(Map<Ballot, Chance> chances) {
    Map<Stratum, List<Double>> values = new LinkedHashMap<>();
    chances.forEach(
        (ballot, chance) ->
            values
                .computeIfAbsent(ballot.stratum().orElseThrow(), _ -> new ArrayList<>())
                .add(chance.value()));
    return values.entrySet().stream()
        .map(
            each ->
                new PairedBootstrap.Stratum(
                    each.getKey().weight(), each.getKey().rate(), each.getValue()))
        .toList();
  }
}
