package assay.harness.plan;

import assay.reports.compare.Comparison;
import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.difficulty.Difficulty;
import assay.reports.statistics.DetectableDifference;
import assay.reports.statistics.Interval;
import assay.reports.statistics.WilsonInterval;
import assay.results.Draw;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// How much a run of so many samples will tell.
///
/// @param score that is assumed
/// @param scoreSource where it is from, in words
/// @param interval the 95 % interval that a run with this score will have
/// @param rSquared of the questions' difficulty for other models' scores, where a file is given
/// @param adjusted the interval with it
/// @param detectable the smallest differences to the baseline that a paired comparison will find
///   four times in five, if runs disagree little and if they disagree much; one value where two
///   baselines tell how much
/// @param detectableSource how much the runs are taken to disagree, in words; empty without a
///   baseline
public record Precision(
    double score,
    String scoreSource,
    Interval interval,
    OptionalDouble rSquared,
    Optional<Interval> adjusted,
    Optional<Interval> detectable,
    String detectableSource) {
  private static final double WIDEST = 0.5;

  /// Correlation of the right answers of two models, in 28 public MMLU-Pro outputs: that of the
  /// nearest two (Llama-3-70B and Llama-3.1-70B).
  private static final double ALIKE = 0.65;

  /// The median of all pairs of different families.
  private static final double UNLIKE = 0.35;

  /// What is known before the run.
  ///
  /// @param assumed score, where the user says one
  /// @param baselines at most two
  /// @param difficulty of the questions
  public record Known(
      OptionalDouble assumed, List<RunOutcomes> baselines, Optional<Difficulty> difficulty) {
    public Known {
      baselines = List.copyOf(baselines);
    }
  }

  /// Returns what a run will tell.
  ///
  /// @param samples that will be measured, at least one: their digests by id
  /// @param draw how they were drawn, where they were
  static Precision of(Map<String, String> samples, Optional<Draw> draw, String model, Known known) {
    OptionalDouble before =
        known.baselines().stream()
            .findFirst()
            .map(RunOutcomes::score)
            .orElse(OptionalDouble.empty());
    double score = known.assumed().orElse(before.orElse(WIDEST));
    String source =
        known.assumed().isPresent()
            ? "as --expect says"
            : before.isPresent()
                ? "as " + known.baselines().getFirst().name() + " has"
                : "nothing is known, and this gives the widest interval";
    // Of a drawn part the rest alone is uncertain.
    double open = draw.map(each -> 1 - (double) each.drawn() / each.size()).orElse(1.0);
    double effective = samples.size() / Math.max(open, 1e-9);
    OptionalDouble explained =
        draw.isPresent()
            ? known.difficulty().map(each -> each.rSquared(model)).orElse(OptionalDouble.empty())
            : OptionalDouble.empty();
    Optional<Interval> adjusted =
        explained.isPresent()
            ? Optional.of(
                WilsonInterval.of(score, effective / Math.max(1e-9, 1 - explained.getAsDouble())))
            : Optional.empty();
    Detectable detectable = Detectable.of(samples, known.baselines());
    return new Precision(
        score,
        source,
        WilsonInterval.of(score, effective),
        explained,
        adjusted,
        detectable.range(),
        detectable.source());
  }

  /// The smallest differences that can be found.
  private record Detectable(Optional<Interval> range, String source) {
    static Detectable of(Map<String, String> samples, List<RunOutcomes> baselines) {
      if (baselines.isEmpty()) {
        return new Detectable(Optional.empty(), "");
      }
      RunOutcomes first = baselines.getFirst().like(samples);
      Set<String> shared = new HashSet<>();
      first.samples().stream()
          .filter(sample -> !sample.measured().isEmpty())
          .forEach(sample -> shared.add(sample.id()));
      if (shared.isEmpty()) {
        return new Detectable(
            Optional.empty(),
            first.name()
                + " has none of the samples with the same content, so nothing can be paired");
      }
      if (baselines.size() > 1) {
        Comparison both = Comparison.of(first, baselines.get(1).like(samples));
        double spread = spread(both);
        double found = difference(Math.max(spread, 1.0 / both.n()), shared.size());
        return new Detectable(
            Optional.of(new Interval(found, found)),
            both.midP().isPresent()
                ? "if it disagrees with %s on %.1f %% of the %d shared samples, as %s does"
                    .formatted(first.name(), 100 * spread, shared.size(), baselines.get(1).name())
                : "if it differs from %s on the %d shared samples as %s does, which is as if it disagreed on %.1f %% of them"
                    .formatted(first.name(), shared.size(), baselines.get(1).name(), 100 * spread));
      }
      double spread = Math.max(2 * variance(first), 1.0 / shared.size());
      return new Detectable(
          Optional.of(
              new Interval(
                  difference(spread * (1 - ALIKE), shared.size()),
                  difference(spread * (1 - UNLIKE), shared.size()))),
          "if it disagrees with %s on %.1f %% of the %d shared samples, as a near relative may, or on %.1f %%, as an unlike model; a second --baseline tells it"
              .formatted(
                  first.name(),
                  100 * spread * (1 - ALIKE),
                  shared.size(),
                  100 * spread * (1 - UNLIKE)));
    }

    /// Returns the mean square of the samples' differences: where each is right or wrong once, the
    /// share on which the two disagree.
    private static double spread(Comparison both) {
      return both.alignment().pairs().stream()
          .mapToDouble(pair -> pair.difference() * pair.difference())
          .average()
          .orElseThrow();
    }

    /// Returns the variance of what samples earned: where each is right or wrong once, that of
    /// their score.
    private static double variance(RunOutcomes run) {
      double score = run.score().orElseThrow();
      double weights = 0;
      double squares = 0;
      for (SampleOutcome sample : run.samples()) {
        if (!sample.measured().isEmpty()) {
          weights += sample.weight();
          squares += sample.weight() * sample.share() * sample.share();
        }
      }
      return squares / weights - score * score;
    }

    private static double difference(double discordant, int samples) {
      return DetectableDifference.of(Math.sqrt(discordant / samples));
    }
  }
}
