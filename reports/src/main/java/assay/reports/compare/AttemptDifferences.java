package assay.reports.compare;

import assay.reports.run.AttemptFigure;
import assay.reports.run.AttemptMetric;
import assay.reports.run.Ballot;
import assay.reports.statistics.Interval;
import assay.reports.statistics.PairedBootstrap;
import assay.reports.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What several attempts at a sample come to in two runs, over the samples that both have with the
/// same content and at least `k` measured attempts. Samples that were drawn at different rates are
/// weighed as in the score.
///
/// @param a name of the first run
/// @param b name of the second run
/// @param rows one for each metric and `k`
public record AttemptDifferences(String a, String b, List<Row> rows) {
  private static final long SEED = 20_261_130;

  public AttemptDifferences {
    Objects.requireNonNull(a);
    Objects.requireNonNull(b);
    rows = List.copyOf(rows);
  }

  /// One metric.
  ///
  /// @param name such as `maj@8`
  /// @param scoreA the first run's
  /// @param scoreB the second run's
  /// @param difference second minus first, its interval and test over samples
  /// @param bootstrap the 95 % interval by resampling samples
  public record Row(
      String name, double scoreA, double scoreB, PairedDifference difference, Interval bootstrap) {}

  private record Pair(Ballot a, Ballot b) {
    int least() {
      return Math.min(a.measured(), b.measured());
    }

    /// Returns how much the sample counts, if one of the runs was drawn.
    double weight() {
      return a.stratum().isPresent() ? a.weight() : b.weight();
    }
  }

  /// Returns the differences of all metrics that either run's figures have.
  ///
  /// @param ks how many attempts; empty for the most that both runs made at a sample
  /// @return no rows where a run tried every sample once, or fewer than two samples can be compared
  public static AttemptDifferences of(
      String nameA, List<Ballot> a, String nameB, List<Ballot> b, List<Integer> ks) {
    int most = Math.min(most(a), most(b));
    List<Row> rows = new ArrayList<>();
    if (most > 1) {
      List<Pair> pairs = pairs(a, b);
      for (AttemptMetric metric : AttemptFigure.metrics(List.of(a, b))) {
        for (int k : ks.isEmpty() ? List.of(most) : ks) {
          List<Pair> enough = pairs.stream().filter(pair -> pair.least() >= k).toList();
          if (enough.size() > 1) {
            rows.add(row(metric, k, enough));
          }
        }
      }
    }
    return new AttemptDifferences(nameA, nameB, rows);
  }

  private static int most(List<Ballot> ballots) {
    return ballots.stream().mapToInt(Ballot::attempts).max().orElse(0);
  }

  private static List<Pair> pairs(List<Ballot> a, List<Ballot> b) {
    Map<String, Ballot> others = new HashMap<>();
    b.forEach(each -> others.put(each.id(), each));
    return a.stream()
        .filter(each -> others.containsKey(each.id()))
        .map(each -> new Pair(each, others.get(each.id())))
        .filter(pair -> pair.a().digest().equals(pair.b().digest()))
        .toList();
  }

  private static Row row(AttemptMetric metric, int k, List<Pair> pairs) {
    double[] first = pairs.stream().mapToDouble(p -> p.a().value(metric, k).value()).toArray();
    double[] second = pairs.stream().mapToDouble(p -> p.b().value(metric, k).value()).toArray();
    double[] weights = pairs.stream().mapToDouble(Pair::weight).toArray();
    double all = Arrays.stream(weights).sum();
    double[] differences = new double[first.length];
    double[] weighed = new double[first.length];
    double sumA = 0;
    double sumB = 0;
    for (int i = 0; i < first.length; i++) {
      differences[i] = second[i] - first[i];
      weighed[i] = differences[i] * (weights[i] * first.length / all);
      sumA += weights[i] * first[i];
      sumB += weights[i] * second[i];
    }
    return new Row(
        metric.at(k),
        sumA / all,
        sumB / all,
        PairedDifference.ofClusters(differences).weighed(differences, weights),
        PairedBootstrap.interval(weighed, SEED));
  }
}
