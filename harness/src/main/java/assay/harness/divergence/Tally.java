package assay.harness.divergence;

import assay.reports.statistics.ClusteredMean;
import assay.results.divergence.Divergence.Estimated;
import assay.results.divergence.Divergence.Figures;
import assay.results.divergence.Divergence.Kl;
import assay.results.divergence.Divergence.Perplexity;
import assay.results.divergence.Divergence.Range;
import assay.results.divergence.Divergence.RightToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/// Sums up differences, passage by passage. Of a token nothing is kept but its divergence, for the
/// quantiles.
final class Tally {
  private final List<Sums> passages = new ArrayList<>();
  private double[] divergences = new double[1 << 10];
  private int count;

  /// The sums over one passage.
  private static final class Sums {
    long tokens;
    double reference;
    double model;
    double kl;
    double sameTop;
    double change;
    double squaredChange;
  }

  /// Begins the next passage.
  void begin() {
    passages.add(new Sums());
  }

  void add(TokenDifference token) {
    Sums sums = passages.getLast();
    sums.tokens++;
    sums.reference -= token.reference();
    sums.model -= token.model();
    sums.kl += token.kl();
    sums.sameTop += token.sameTop() ? 1 : 0;
    sums.change += token.change();
    sums.squaredChange += token.change() * token.change();
    if (count == divergences.length) {
      divergences = Arrays.copyOf(divergences, 2 * count);
    }
    divergences[count++] = token.kl();
  }

  /// Returns the figures over at least one token.
  Figures figures() {
    double[] sorted = Arrays.copyOf(divergences, count);
    Arrays.sort(sorted);
    return new Figures(
        new Perplexity(
            estimated(sums -> sums.reference, Math::exp),
            estimated(sums -> sums.model, Math::exp),
            estimated(sums -> sums.model - sums.reference, x -> x)),
        new Kl(
            estimated(sums -> sums.kl, x -> Math.max(0, x)),
            quantile(sorted, 0.5),
            quantile(sorted, 0.9),
            quantile(sorted, 0.99),
            quantile(sorted, 0.999),
            sorted[count - 1]),
        estimated(sums -> sums.sameTop, x -> Math.clamp(x, 0.0, 1.0)),
        new RightToken(
            estimated(sums -> sums.squaredChange, x -> Math.sqrt(Math.max(0, x))),
            estimated(sums -> sums.change, x -> x)));
  }

  /// Returns a rising function of a mean, and of the ends of its interval.
  private Estimated estimated(ToDoubleFunction<Sums> of, DoubleUnaryOperator shown) {
    ClusteredMean mean =
        ClusteredMean.of(
            passages.stream().mapToDouble(of).toArray(),
            passages.stream().mapToLong(sums -> sums.tokens).toArray());
    Optional<Range> interval =
        mean.interval()
            .map(
                each ->
                    new Range(shown.applyAsDouble(each.low()), shown.applyAsDouble(each.high())));
    return new Estimated(shown.applyAsDouble(mean.value()), interval);
  }

  /// Returns a quantile, between two values in proportion.
  ///
  /// Source: R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
  /// Statistician 50 (1996), 361-365, definition 7.
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int low = (int) place;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }
}
