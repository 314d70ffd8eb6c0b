package assay.reports.statistics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// A share of hits over a finite population, of whose strata clusters were drawn at their own
/// rates, such as samples with several attempts.
///
/// The share is `sum(w hits) / sum(w trials)`, where a cluster of stratum `h` has the weight `w_h =
/// N_h / n_h`; where all weights are equal it is the plain share. With one trial a cluster it is
/// the unbiased `sum(N_h / N * share_h)`. Its variance is that of the linearised share, `sum((1 -
/// n_h / N_h) * m_h / (m_h - 1) * sum((z_i - mean(z))^2))` with `z_i = w (hits_i - share *
/// trials_i) / sum(w trials)` over the `m_h` clusters that are there; the factor `1 - n_h / N_h` is
/// the correction for a finite population, so that the interval is one of the share over the
/// population, and has no width once all of it is drawn. A lone cluster of a stratum counts with
/// its distance from zero.
///
/// The 95 % interval is Wilson's with the number of trials that would have this variance.
///
/// Sources: W. G. Cochran, "Sampling Techniques", 3rd edition, Wiley 1977, sections 5.3 to 5.6; E.
/// L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193-201, for the effective number.
///
/// @param value the share
/// @param standardError of the value; empty with fewer than two clusters
/// @param interval the 95 % interval of the share over the population
public record StratifiedShare(double value, OptionalDouble standardError, Interval interval) {

  /// Trials that are no independent evidence.
  ///
  /// @param hits 0 to `trials`; a part where what was tried came to a share, such as pass@k
  /// @param trials above 0
  public record Cluster(double hits, double trials) {
    public Cluster {
      if (!(trials > 0) || !(hits >= 0 && hits <= trials)) {
        throw new IllegalArgumentException("%s hits of %s trials".formatted(hits, trials));
      }
    }
  }

  /// What was drawn of one stratum.
  ///
  /// @param weight how much each cluster counts, relative to those of other strata
  /// @param rate share of the stratum's clusters that were drawn, above 0 and at most 1
  /// @param clusters that are there
  public record Stratum(double weight, double rate, List<Cluster> clusters) {
    public Stratum {
      clusters = List.copyOf(clusters);
      if (!(weight > 0) || !(rate > 0 && rate <= 1)) {
        throw new IllegalArgumentException(
            "no stratum: weight %s, rate %s".formatted(weight, rate));
      }
    }

    private double weighed(ToDoubleFunction<Cluster> count) {
      return weight * clusters.stream().mapToDouble(count).sum();
    }

    private double variance(double share, double allTrials) {
      int count = clusters.size();
      double sum = 0;
      double squares = 0;
      for (Cluster cluster : clusters) {
        double z = weight * (cluster.hits() - share * cluster.trials()) / allTrials;
        sum += z;
        squares += z * z;
      }
      double spread = count < 2 ? squares : (squares - sum * sum / count) * count / (count - 1.0);
      return (1 - rate) * Math.max(0, spread);
    }
  }

  /// Returns the share over strata, of which at least one has a cluster.
  public static StratifiedShare of(List<Stratum> strata) {
    double hits = strata.stream().mapToDouble(each -> each.weighed(Cluster::hits)).sum();
    double trials = strata.stream().mapToDouble(each -> each.weighed(Cluster::trials)).sum();
    int clusters = strata.stream().mapToInt(each -> each.clusters().size()).sum();
    if (clusters == 0) {
      throw new IllegalArgumentException("there is no share of no trials");
    }
    double share = Math.min(1, hits / trials);
    double variance = strata.stream().mapToDouble(each -> each.variance(share, trials)).sum();
    OptionalDouble error =
        clusters < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(variance));
    return new StratifiedShare(share, error, interval(strata, share, variance, clusters));
  }

  private static Interval interval(
      List<Stratum> strata, double share, double variance, int clusters) {
    double left =
        strata.stream().mapToDouble(each -> (1 - each.rate()) * each.clusters().size()).sum();
    if (left == 0) {
      return new Interval(share, share);
    }
    // Where all agree, the variance cannot be seen, and only the clusters count.
    double effective =
        variance == 0 ? clusters * (clusters / left) : Math.max(1, share * (1 - share) / variance);
    return WilsonInterval.of(share, effective);
  }
}
