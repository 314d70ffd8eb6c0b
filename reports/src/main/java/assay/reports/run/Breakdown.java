package assay.reports.run;

import assay.reports.statistics.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// The accuracy by the values of one facet.
///
/// @param facet such as `category`; a facet of days is grouped by month and called `month`
/// @param slices one for each value, in natural order
/// @param macro the unweighted mean over the slices that were measured; some harnesses report this
///   where the official figure weighs every question alike
/// @param within an earlier facet in whose groups these lie, so that they say the same or say it
///   finer; empty if there is none
public record Breakdown(String facet, List<Slice> slices, Estimate macro, Optional<String> within) {
  private static final double NORMAL_975 = 1.959963984540054;

  public Breakdown {
    Objects.requireNonNull(facet);
    slices = List.copyOf(slices);
    Objects.requireNonNull(macro);
    Objects.requireNonNull(within);
  }

  /// Returns one breakdown for each facet with at least two values, in the records' order.
  static List<Breakdown> all(List<ScoredAttempt> attempts, String scorer, SampleWeights weights) {
    List<FacetGroups<ScoredAttempt>> facets = FacetGroups.all(attempts, ScoredAttempt::facets);
    List<Breakdown> all = new ArrayList<>();
    for (FacetGroups<ScoredAttempt> grouped : facets) {
      Optional<String> within =
          facets.subList(0, all.size()).stream()
              .filter(grouped::within)
              .map(FacetGroups::facet)
              .findFirst();
      all.add(of(grouped, scorer, weights, within));
    }
    return all;
  }

  private static Breakdown of(
      FacetGroups<ScoredAttempt> grouped,
      String scorer,
      SampleWeights weights,
      Optional<String> within) {
    List<Slice> slices =
        grouped.groups().entrySet().stream()
            .map(group -> new Slice(group.getKey(), Accuracy.of(group.getValue(), scorer, weights)))
            .toList();
    return new Breakdown(grouped.facet(), slices, macro(slices), within);
  }

  private static Estimate macro(Collection<Slice> slices) {
    List<Estimate> measured =
        slices.stream()
            .map(slice -> slice.accuracy().estimate())
            .filter(estimate -> estimate.value().isPresent())
            .toList();
    if (measured.isEmpty()) {
      return Estimate.unmeasured();
    }
    double value = measured.stream().mapToDouble(e -> e.value().getAsDouble()).sum();
    double mean = value / measured.size();
    OptionalDouble error = macroError(measured);
    return new Estimate(
        OptionalDouble.of(mean),
        error,
        error.isEmpty()
            ? Optional.empty()
            : Optional.of(normal(mean, error.getAsDouble()).clippedToShare()),
        Bounds.around(
            mean,
            slices.stream().mapToDouble(s -> s.accuracy().estimate().bounds().low()).sum()
                / slices.size(),
            slices.stream().mapToDouble(s -> s.accuracy().estimate().bounds().high()).sum()
                / slices.size()));
  }

  // Slices are disjoint samples, so the variances of their means add up.
  private static OptionalDouble macroError(List<Estimate> slices) {
    if (slices.stream().anyMatch(slice -> slice.standardError().isEmpty())) {
      return OptionalDouble.empty();
    }
    double variance =
        slices.stream().mapToDouble(e -> Math.pow(e.standardError().getAsDouble(), 2)).sum();
    return OptionalDouble.of(Math.sqrt(variance) / slices.size());
  }

  private static Interval normal(double mean, double error) {
    return new Interval(mean - NORMAL_975 * error, mean + NORMAL_975 * error);
  }
}
