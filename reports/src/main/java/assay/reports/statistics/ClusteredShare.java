package assay.reports.statistics;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.OptionalDouble;

/// A share of hits whose observations come in clusters, such as several attempts at one sample.
///
/// The share is hits over trials of all clusters. Its standard error takes clusters, not trials, as
/// independent: `sqrt(G/(G-1) * sum((hits_i - share * trials_i)^2)) / trials` over `G` clusters.
/// With one trial a cluster it is the usual `sqrt(share * (1 - share) / (n - 1))`.
///
/// The 95 % interval is Wilson's with the effective number of trials, which the design effect
/// (squared clustered over squared naive standard error, at least 1 where all hits are whole)
/// leaves of the real number.
///
/// Sources: K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986), 13-22; E. L. Korn and B. I.
/// Graubard, Survey Methodology 24 (1998), 193-201, for the effective number; E. Miller, "Adding
/// Error Bars to Evals" (arXiv 2411.00640), for clustered attempts of language models.
///
/// @param value hits over trials
/// @param standardError of the value; empty with fewer than two clusters
/// @param effectiveTrials independent trials that carry the same information
/// @param interval the 95 % interval of the value
public record ClusteredShare(
    double value, OptionalDouble standardError, double effectiveTrials, Interval interval) {

  /// Returns the share over clusters; `hits[i]` of `trials[i]` trials hit in cluster `i`.
  ///
  /// @throws IllegalArgumentException as the other method
  public static ClusteredShare of(int[] hits, int[] trials) {
    return of(Arrays.stream(hits).asDoubleStream().toArray(), trials);
  }

  /// Returns the share over clusters; `hits[i]` of `trials[i]` trials hit in cluster `i`, where a
  /// trial may hit in part.
  ///
  /// @throws IllegalArgumentException if there is no trial at all, a cluster without trials, or
  ///   more hits than trials in one
  public static ClusteredShare of(double[] hits, int[] trials) {
    if (hits.length == 0 || hits.length != trials.length) {
      throw new IllegalArgumentException(
          "expected as many hits as trials, at least one; found %d and %d"
              .formatted(hits.length, trials.length));
    }
    double allHits = 0;
    long allTrials = 0;
    for (int i = 0; i < hits.length; i++) {
      if (trials[i] < 1 || hits[i] < 0 || hits[i] > trials[i]) {
        throw new IllegalArgumentException(
            "cluster %d has %s hits of %d trials".formatted(i, plain(hits[i]), trials[i]));
      }
      allHits += hits[i];
      allTrials += trials[i];
    }
    double value = allHits / allTrials;
    if (hits.length == 1) {
      return new ClusteredShare(value, OptionalDouble.empty(), 1, WilsonInterval.of(value, 1));
    }
    double error = standardError(hits, trials, value, allTrials);
    boolean whole = Arrays.stream(hits).allMatch(each -> each == Math.rint(each));
    double effective = effectiveTrials(error, value, allTrials, hits.length, whole);
    return new ClusteredShare(
        value, OptionalDouble.of(error), effective, WilsonInterval.of(value, effective));
  }

  private static String plain(double hits) {
    return BigDecimal.valueOf(hits).stripTrailingZeros().toPlainString();
  }

  private static double standardError(double[] hits, int[] trials, double value, long allTrials) {
    double squares = 0;
    for (int i = 0; i < hits.length; i++) {
      double residual = hits[i] - value * trials[i];
      squares += residual * residual;
    }
    double clusters = hits.length;
    return Math.sqrt(clusters / (clusters - 1) * squares) / allTrials;
  }

  private static double effectiveTrials(
      double error, double value, long trials, int clusters, boolean whole) {
    double naiveVariance = value * (1 - value) / (trials - 1);
    if (naiveVariance == 0 || error == 0) {
      // All trials agree, so their dependence cannot be seen: only clusters surely count.
      return clusters;
    }
    double effect = error * error / naiveVariance;
    // Hits in part vary less than hits in full, of which so many can at best be independent.
    return trials / (whole ? Math.max(1, effect) : effect);
  }
}
