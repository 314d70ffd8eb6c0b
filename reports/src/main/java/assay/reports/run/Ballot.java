package assay.reports.run;

import assay.reports.statistics.Interval;
import assay.reports.statistics.PluralityVote;
import assay.reports.statistics.PluralityVote.Chance;
import assay.reports.statistics.PluralityVote.Party;
import assay.results.Draw.Stratum;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The attempts at one sample, as votes.
///
/// @param id the sample
/// @param digest SHA-256 (hex) of its content
/// @param texts measured attempts with an answer, by its text
/// @param classes the same attempts, by what the scorer calls equal
/// @param silent measured attempts without an answer
/// @param partly what the measured attempts earn that are right in part
/// @param unmeasured attempts that say nothing about the model
/// @param stratum from which the sample was drawn; empty where all samples were asked
public record Ballot(
    String id,
    String digest,
    List<Party> texts,
    List<Party> classes,
    int silent,
    double partly,
    int unmeasured,
    Optional<Stratum> stratum) {
  public Ballot {
    Objects.requireNonNull(id);
    Objects.requireNonNull(digest);
    texts = List.copyOf(texts);
    classes = List.copyOf(classes);
    Objects.requireNonNull(stratum);
  }

  /// Returns how many samples this one stands for.
  public double weight() {
    return stratum.map(Stratum::weight).orElse(1.0);
  }

  /// Returns how many attempts were measured.
  public int measured() {
    return silent + texts.stream().mapToInt(Party::votes).sum();
  }

  /// Returns how many attempts are right.
  public int right() {
    return texts.stream().mapToInt(Party::right).sum();
  }

  /// Returns how many attempts were made.
  public int attempts() {
    return measured() + unmeasured;
  }

  /// Returns the metric over all subsets of `k` of at least as many measured attempts.
  public Chance value(AttemptMetric metric, int k) {
    return switch (metric) {
      case PASS -> new Chance(PassAtK.ofSample(measured(), right(), k), true);
      case AVG -> new Chance((right() + partly) / measured(), true);
      case MAJ -> PluralityVote.of(texts, silent, k);
      case CONS -> PluralityVote.of(classes, silent, k);
    };
  }

  /// Returns between what the metric would lie over all attempts, whatever the unmeasured ones had
  /// come to. For votes the bounds are outer ones: every subset with an unmeasured attempt is taken
  /// for lost, and for won.
  ///
  /// @param value over the measured attempts
  public Interval bounds(AttemptMetric metric, int k, double value) {
    double all = attempts();
    return switch (metric) {
      case PASS ->
          new Interval(
              PassAtK.ofSample(attempts(), right(), k),
              PassAtK.ofSample(attempts(), right() + unmeasured, k));
      case AVG -> new Interval((right() + partly) / all, (right() + partly + unmeasured) / all);
      case MAJ, CONS -> {
        double untouched = 1 - PassAtK.ofSample(attempts(), unmeasured, k);
        double low = untouched * value;
        yield new Interval(low, Math.min(1, low + (1 - untouched)));
      }
    };
  }
}
