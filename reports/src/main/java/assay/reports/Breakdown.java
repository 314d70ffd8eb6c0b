package assay.reports;

import assay.reports.statistics.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The accuracy by the values of one facet.
///
/// @param facet such as `category`; a facet of days is grouped by month and called `month`
/// @param slices one for each value, in natural order
/// @param macro the unweighted mean over the slices that were measured; some harnesses report this
///   where the official figure weighs every question alike
public record Breakdown(String facet, List<Slice> slices, Estimate macro) {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");
  private static final int MONTH_LENGTH = 7;
  private static final double NORMAL_975 = 1.959963984540054;

  public Breakdown {
    Objects.requireNonNull(facet);
    slices = List.copyOf(slices);
    Objects.requireNonNull(macro);
  }

  /// Returns one breakdown for each facet with at least two values, in the records' order.
  static List<Breakdown> all(List<ScoredAttempt> attempts, String scorer) {
    Set<String> facets = new LinkedHashSet<>();
    attempts.forEach(attempt -> facets.addAll(attempt.facets().keySet()));
    return facets.stream()
        .map(facet -> of(attempts, facet, scorer))
        .filter(breakdown -> breakdown.slices().size() > 1)
        .toList();
  }

  private static Breakdown of(List<ScoredAttempt> attempts, String facet, String scorer) {
    List<ScoredAttempt> having =
        attempts.stream().filter(attempt -> attempt.facets().containsKey(facet)).toList();
    boolean days =
        having.stream().allMatch(attempt -> DAY.matcher(attempt.facets().get(facet)).matches());
    Map<String, List<ScoredAttempt>> groups = new TreeMap<>(new NaturalOrder());
    for (ScoredAttempt attempt : having) {
      String value = attempt.facets().get(facet);
      groups
          .computeIfAbsent(
              days ? value.substring(0, MONTH_LENGTH) : value, key -> new ArrayList<>())
          .add(attempt);
    }
    List<Slice> slices =
        groups.entrySet().stream()
            .map(group -> new Slice(group.getKey(), Accuracy.of(group.getValue(), scorer)))
            .toList();
    return new Breakdown(days ? "month" : facet, slices, macro(slices));
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
