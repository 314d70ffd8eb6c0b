package assay.reports.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Evidence that a mean of differences lies above a bound, which may be looked at after every item:
/// an e-process.
///
/// It is the money of somebody who bets on every item that its difference exceeds the bound: 64
/// bets of fixed sizes side by side, each winning `size * (difference - bound)` of what it has. If
/// the mean is at most the bound, no bet is expected to win, so that the chance that all money
/// together ever is `1 / rate` times what it was is at most the rate, however often and whenever
/// one looks. The sizes are spread as Jeffreys' prior spreads the shares above one half, so that
/// with bound 0 and pairs this is the one-sided form of [AnytimeTest], summed at 64 points.
///
/// Mutable and not thread-safe; whoever looks owns it.
///
/// Source: I. Waudby-Smith and A. Ramdas, "Estimating Means of Bounded Random Variables by
/// Betting", Journal of the Royal Statistical Society B 86 (2024), 1-27.
public final class MeanEvidence {
  private static final int BETS = 64;
  private static final int STEPS = 20; // of the bisection, to a millionth

  private final double bound;
  private final double[] sizes = new double[BETS];
  private final double[] logs = new double[BETS];

  /// Creates the evidence of no items.
  ///
  /// @param bound of the mean, above -1 and below 1
  public MeanEvidence(double bound) {
    if (!(bound > -1 && bound < 1)) {
      throw new IllegalArgumentException("a bound of differences is between -1 and 1: " + bound);
    }
    this.bound = bound;
    // A bet of more could lose more than there is, by a difference of -1.
    double largest = 1 / (1 + bound);
    for (int bet = 0; bet < BETS; bet++) {
      sizes[bet] = largest * Math.sin(Math.PI * (bet + 0.5) / (2 * BETS));
    }
  }

  /// Adds an item.
  ///
  /// @param difference from -1 to 1
  public void add(double difference) {
    add(difference, 1);
  }

  private void add(double difference, int items) {
    for (int bet = 0; bet < BETS; bet++) {
      logs[bet] += items * Math.log1p(sizes[bet] * (difference - bound));
    }
  }

  /// Returns the natural logarithm of the evidence; 0 for none, and below where the items speak
  /// against it.
  public double log() {
    double most = Arrays.stream(logs).max().orElseThrow();
    return most + Math.log(Arrays.stream(logs).map(each -> Math.exp(each - most)).sum() / BETS);
  }

  /// Returns the bound below which the mean of the first differences surely does not lie, at
  /// whatever moment one stops, found by bisection: -1 where nothing is sure.
  ///
  /// @param used how many of the differences are looked at
  /// @param rate chance that it lies below after all, between 0 and 1
  public static double lowerBound(double[] differences, int used, double rate) {
    Map<Double, Integer> counts = new TreeMap<>();
    for (int i = 0; i < used; i++) {
      counts.merge(differences[i], 1, Integer::sum);
    }
    double low = -1;
    double high = 1;
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      MeanEvidence evidence = new MeanEvidence(middle);
      counts.forEach(evidence::add);
      if (evidence.log() >= -Math.log(rate)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
