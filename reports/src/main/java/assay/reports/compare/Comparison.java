package assay.reports.compare;

import assay.reports.statistics.DetectableDifference;
import assay.reports.statistics.Interval;
import assay.reports.statistics.McNemarTest;
import assay.reports.statistics.PairedBootstrap;
import assay.reports.statistics.PairedDifference;
import assay.reports.statistics.UnmeasuredInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/// Two runs over the samples that they share.
///
/// Scores are means over samples, so that each sample weighs the same however often it was tried.
///
/// @param a the first run
/// @param b the second run
/// @param alignment which samples are compared and which are not
/// @param difference second run minus first, with interval and test
/// @param bootstrap the 95 % interval by resampling samples, as a check of the other
/// @param groups differences by facet
/// @param flips samples that one run got right and the other did not, in the runs' order
public record Comparison(
    RunOutcomes a,
    RunOutcomes b,
    Alignment alignment,
    PairedDifference difference,
    Interval bootstrap,
    List<GroupDifference> groups,
    List<Flip> flips) {
  private static final long BOOTSTRAP_SEED = 20_261_125;
  private static final double LEVEL = 0.05;
  private static final double NORMAL_975 = 1.959963984540054;

  public Comparison {
    Objects.requireNonNull(a);
    Objects.requireNonNull(b);
    Objects.requireNonNull(alignment);
    Objects.requireNonNull(difference);
    Objects.requireNonNull(bootstrap);
    groups = List.copyOf(groups);
    flips = List.copyOf(flips);
  }

  /// Compares two runs.
  ///
  /// @throws IncomparableRunsException if they share no measured sample, or were judged by
  ///   different scorers
  public static Comparison of(RunOutcomes a, RunOutcomes b) {
    if (!a.scorer().equals(b.scorer())) {
      throw new IncomparableRunsException(
          "%s was judged by %s and %s by %s; name a scorer that both have with --scorer"
              .formatted(a.name(), a.scorer(), b.name(), b.scorer()));
    }
    Alignment alignment = Alignment.of(a.samples(), b.samples());
    if (alignment.pairs().isEmpty()) {
      throw new IncomparableRunsException(
          ("%s and %s share no measured sample: %d ids are only in the first, %d only in the"
               + " second, %d have other content, %d were not measured in one of them. Compare runs"
               + " over the same revision of the same data")
              .formatted(
                  a.name(),
                  b.name(),
                  alignment.onlyA().size(),
                  alignment.onlyB().size(),
                  alignment.changed().size(),
                  alignment.unmeasured().size()));
    }
    List<Alignment.Pair> pairs = alignment.pairs();
    double mean = meanWeight(pairs);
    double[] differences =
        pairs.stream().mapToDouble(pair -> pair.difference() * (pair.weight() / mean)).toArray();
    return new Comparison(
        a,
        b,
        alignment,
        difference(pairs),
        PairedBootstrap.interval(differences, BOOTSTRAP_SEED),
        GroupDifference.all(pairs),
        flips(alignment));
  }

  /// Returns the difference over pairs, at least one: second run minus first.
  ///
  /// Pairs of samples that were drawn at different rates are weighed; the test counts them alike.
  public static PairedDifference difference(List<Alignment.Pair> pairs) {
    return plain(pairs)
        .weighed(
            pairs.stream().mapToDouble(Alignment.Pair::difference).toArray(),
            pairs.stream().mapToDouble(Alignment.Pair::weight).toArray());
  }

  private static PairedDifference plain(List<Alignment.Pair> pairs) {
    if (pairs.stream().allMatch(Alignment.Pair::single)) {
      return PairedDifference.ofPairs(count(pairs, -1), count(pairs, 1), pairs.size());
    }
    return pairs.size() == 1
        ? PairedDifference.ofOne(pairs.getFirst().difference())
        : PairedDifference.ofClusters(
            pairs.stream().mapToDouble(Alignment.Pair::difference).toArray());
  }

  private static double meanWeight(List<Alignment.Pair> pairs) {
    return pairs.stream().mapToDouble(Alignment.Pair::weight).average().orElseThrow();
  }

  private static long count(List<Alignment.Pair> pairs, int sign) {
    return pairs.stream().filter(pair -> Math.signum(pair.rightDifference()) == sign).count();
  }

  private static List<Flip> flips(Alignment alignment) {
    List<Flip> flips = new ArrayList<>();
    for (Alignment.Pair pair : alignment.pairs()) {
      if (pair.rightDifference() != 0) {
        boolean lost = pair.rightDifference() < 0;
        flips.add(Flip.of(pair.id(), lost, lost ? pair.b() : pair.a()));
      }
    }
    for (Alignment.Pair pair : alignment.unmeasured()) {
      boolean hadIt = pair.a().solved();
      boolean hasIt = pair.b().solved();
      if (hadIt || hasIt) {
        flips.add(Flip.of(pair.id(), hadIt, hadIt ? pair.b() : pair.a()));
      }
    }
    return flips;
  }

  /// Returns the number of samples compared.
  public long n() {
    return alignment.pairs().size();
  }

  /// Returns the first run's score over the compared samples.
  public double scoreA() {
    return score(Alignment.Pair::a);
  }

  /// Returns the second run's score over the compared samples.
  public double scoreB() {
    return score(Alignment.Pair::b);
  }

  private double score(Function<Alignment.Pair, SampleOutcome> side) {
    double sum = 0;
    double weights = 0;
    for (Alignment.Pair pair : alignment.pairs()) {
      sum += pair.weight() * side.apply(pair).share();
      weights += pair.weight();
    }
    return sum / weights;
  }

  /// Returns how many compared samples the first run got right (more often).
  public long onlyA() {
    return count(alignment.pairs(), -1);
  }

  /// Returns how many compared samples the second run got right (more often).
  public long onlyB() {
    return count(alignment.pairs(), 1);
  }

  /// Returns how many compared samples have the same verdicts in both runs, and not the same parts
  /// that are right.
  public long onlyInPart() {
    return alignment.pairs().stream()
        .filter(pair -> pair.rightDifference() == 0 && pair.difference() != 0)
        .count();
  }

  /// Returns McNemar's mid-p-value beside the exact one; empty where samples were tried several
  /// times or are right in part, so that there are no pairs.
  public OptionalDouble midP() {
    return alignment.pairs().stream().allMatch(Alignment.Pair::single)
        ? OptionalDouble.of(McNemarTest.midP(onlyA(), onlyB()))
        : OptionalDouble.empty();
  }

  /// Returns the 95 % interval of the difference over the samples that both runs have, which covers
  /// those that one of them did not measure too, whatever they would have come to; empty where all
  /// were measured.
  public Optional<Interval> coveringUnmeasured() {
    if (alignment.unmeasured().isEmpty()) {
      return Optional.empty();
    }
    List<Alignment.Pair> all =
        Stream.concat(alignment.pairs().stream(), alignment.unmeasured().stream()).toList();
    double mean = meanWeight(all);
    Interval covering =
        UnmeasuredInterval.of(
            all.stream()
                .mapToDouble(p -> (least(p.b()) - most(p.a())) * (p.weight() / mean))
                .toArray(),
            all.stream()
                .mapToDouble(p -> (most(p.b()) - least(p.a())) * (p.weight() / mean))
                .toArray(),
            1 - LEVEL);
    return Optional.of(new Interval(Math.max(-1, covering.low()), Math.min(1, covering.high())));
  }

  private static double least(SampleOutcome sample) {
    return sample.measured().isEmpty() ? 0 : sample.share();
  }

  private static double most(SampleOutcome sample) {
    return sample.measured().isEmpty() ? 1 : sample.share();
  }

  /// Returns whether the runs differ: interval and test must both say so.
  public boolean distinguished() {
    return difference.pValue() < LEVEL && !difference.interval().contains(0);
  }

  /// Returns the smallest true difference that this comparison would have found four times in five.
  public double detectable() {
    Interval interval = difference.interval();
    return DetectableDifference.of((interval.high() - interval.low()) / 2 / NORMAL_975);
  }

  /// Returns the flips counted by cause, the most frequent cause first.
  public Map<Flip.Reason, Long> flipCauses() {
    Map<Flip.Reason, Long> counts = new LinkedHashMap<>();
    for (Flip.Reason kind : Flip.Reason.values()) {
      long count = flips.stream().filter(flip -> flip.cause() == kind).count();
      if (count > 0) {
        counts.put(kind, count);
      }
    }
    return counts;
  }

  /// Returns what the runs were made with and do not share, as `first → second` by name.
  public Map<String, String> settingsThatDiffer() {
    Map<String, String> different = new LinkedHashMap<>();
    Map<String, String> all = new LinkedHashMap<>(a.settings());
    all.putAll(b.settings());
    for (String name : all.keySet()) {
      String first = a.settings().getOrDefault(name, "–");
      String second = b.settings().getOrDefault(name, "–");
      if (!first.equals(second)) {
        different.put(name, first + " → " + second);
      }
    }
    return different;
  }
}
