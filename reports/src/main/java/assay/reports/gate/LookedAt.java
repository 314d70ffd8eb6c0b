package assay.reports.gate;

import assay.reports.compare.Alignment;
import java.util.Collection;
import java.util.List;

/// The differences of pairs in the order in which a gate looks at them, each times how much its
/// sample counts, so that their plain mean is that of all samples from which some were drawn.
///
/// @param values candidate minus baseline, times the sample's weight over the mean weight
/// @param largest how far from zero a value can be, at least 1; 1 where all samples count the same
record LookedAt(List<Double> values, double largest) {
  LookedAt {
    values = List.copyOf(values);
  }

  /// Returns the differences of all pairs that there are, in their order.
  static LookedAt of(List<Alignment.Pair> pairs) {
    return Scale.of(pairs.stream().map(Alignment.Pair::weight).toList()).of(pairs);
  }

  double[] array() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// How much samples count relative to each other.
  record Scale(double mean, double largest) {

    /// Returns the scale of weights above 0, at least one.
    static Scale of(Collection<Double> weights) {
      double mean = weights.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      double most = weights.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
      return new Scale(mean, most / mean);
    }

    /// Returns the differences of these pairs, in their order.
    LookedAt of(List<Alignment.Pair> pairs) {
      return new LookedAt(
          pairs.stream().map(pair -> pair.difference() * (pair.weight() / mean)).toList(), largest);
    }
  }
}
