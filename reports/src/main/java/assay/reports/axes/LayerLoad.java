package assay.reports.axes;

import java.util.Arrays;
import java.util.List;

/// How one layer's tokens were spread over its experts.
///
/// @param layer from 0
/// @param picks of each expert
/// @param evenness the entropy of the shares over the largest that it could be: 1 if all experts
///   are used alike, 0 if one is used alone
/// @param peak the most used expert's load over the mean load
/// @param variation the loads' standard deviation over their mean
public record LayerLoad(
    int layer, List<Long> picks, double evenness, double peak, double variation) {
  public LayerLoad {
    picks = List.copyOf(picks);
  }

  static LayerLoad of(int layer, long[] picks) {
    double total = Arrays.stream(picks).sum();
    double mean = total / picks.length;
    double entropy = 0;
    double squares = 0;
    for (long count : picks) {
      double share = count / total;
      entropy -= count == 0 ? 0 : share * Math.log(share);
      squares += (count - mean) * (count - mean);
    }
    return new LayerLoad(
        layer,
        Arrays.stream(picks).boxed().toList(),
        picks.length == 1 ? 1 : entropy / Math.log(picks.length),
        Arrays.stream(picks).max().orElse(0) / mean,
        Math.sqrt(squares / picks.length) / mean);
  }

  /// Returns an expert's load over the mean load: 1 for an even spread.
  public double relative(int expert) {
    double total = picks.stream().mapToLong(count -> count).sum();
    return picks.get(expert) * picks.size() / total;
  }
}
