package assay.reports.gate;

import assay.reports.compare.Alignment;
import assay.reports.compare.Comparison;
import assay.reports.compare.RunOutcomes;
import assay.reports.gate.RegressionGate.Decision;
import assay.reports.gate.RegressionGate.GateOutcome;
import assay.reports.statistics.AnytimeTest;
import assay.reports.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/// A candidate run held against a baseline: the gate on the score, the samples that must stay
/// solved, and the band on the length of answers.
///
/// @param comparison baseline (first) and candidate (second)
/// @param gate what was asked
/// @param outcome what the gate decided on the score
/// @param unsolved samples that had to be solved and are not
/// @param length how the answers' length changed
/// @param band the range in which candidate over baseline length has to lie, where one was asked
/// @param saved time that stopping early saved, where that is known
public record RegressionCheck(
    Comparison comparison,
    RegressionGate gate,
    GateOutcome outcome,
    MustSolve unsolved,
    LengthChange length,
    Optional<Band> band,
    Optional<Duration> saved) {

  public RegressionCheck {
    Objects.requireNonNull(comparison);
    Objects.requireNonNull(gate);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(unsolved);
    Objects.requireNonNull(length);
    Objects.requireNonNull(band);
    Objects.requireNonNull(saved);
  }

  /// A range of ratios.
  public record Band(double low, double high) {
    public Band {
      if (!(low > 0 && low <= high && high < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("band from %s to %s".formatted(low, high));
      }
    }
  }

  /// One thing that was checked.
  ///
  /// @param name short, for test reports
  /// @param passed whether it held
  /// @param message what was found, in a sentence
  public record Finding(String name, boolean passed, String message) {}

  /// Checks a candidate that is finished. Where the gate stopped early, comparison and lengths are
  /// over the samples up to there too; those that must be solved are looked for among all.
  ///
  /// @throws IncomparableRunsException if nothing can be compared
  public static RegressionCheck of(
      RunOutcomes baseline, RunOutcomes candidate, GateDemands demands) {
    Comparison comparison = Comparison.of(baseline, candidate);
    List<Alignment.Pair> pairs =
        RegressionGate.shuffled(comparison.alignment().pairs(), demands.seed());
    LookedAt looked = LookedAt.of(pairs);
    GateOutcome outcome = demands.gate().plan(pairs.size()).decide(looked);
    MustSolve unsolved = MustSolve.of(baseline, candidate, demands.mustSolve());
    if (outcome.saved() > 0) {
      String last = pairs.get(outcome.used() - 1).id();
      Comparator<String> order = RegressionGate.order(demands.seed());
      Predicate<String> seen = id -> order.compare(id, last) <= 0;
      comparison = Comparison.of(baseline.only(seen), candidate.only(seen));
    }
    return of(comparison, outcome, unsolved, demands, Optional.empty());
  }

  /// Checks a candidate at the look at which its gate stopped.
  ///
  /// @param candidate outcomes of all samples that were asked
  /// @param outcome what the look decided; look 0 where the gate ended before it looked
  /// @param seen ids that the outcome is over
  /// @param saved time that stopping saved, where that is known
  /// @throws IncomparableRunsException if nothing can be compared
  public static RegressionCheck stopped(
      RunOutcomes baseline,
      RunOutcomes candidate,
      GateDemands demands,
      GateOutcome outcome,
      Set<String> seen,
      Optional<Duration> saved) {
    return of(
        Comparison.of(baseline.only(seen::contains), candidate.only(seen::contains)),
        outcome,
        MustSolve.of(baseline, candidate, demands.mustSolve()),
        demands,
        saved);
  }

  private static RegressionCheck of(
      Comparison comparison,
      GateOutcome outcome,
      MustSolve unsolved,
      GateDemands demands,
      Optional<Duration> saved) {
    return new RegressionCheck(
        comparison,
        demands.gate(),
        outcome,
        unsolved,
        LengthChange.of(comparison.alignment().pairs()),
        demands.band(),
        saved);
  }

  /// Returns whether everything that was asked holds.
  public boolean passed() {
    return findings().stream().allMatch(Finding::passed);
  }

  /// Returns what was checked, the score first.
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("score", outcome.decision() == Decision.PASS, scoreMessage()));
    if (!unsolved.all().isEmpty()) {
      findings.add(new Finding("must stay solved", false, unsolved.words()));
    }
    band.ifPresent(asked -> findings.add(lengthFinding(asked)));
    return findings;
  }

  private String scoreMessage() {
    String found =
        "candidate minus baseline %s points, %s, margin %s, %d of %d samples"
            .formatted(
                points(outcome.difference()),
                bounds(),
                points(-gate.margin()),
                outcome.used(),
                outcome.available());
    return switch (outcome.decision()) {
      case PASS -> "no regression: " + found + savings() + lost() + evidence();
      case REGRESSION -> "regression: " + found + savings() + lost() + evidence();
      case UNDECIDED ->
          outcome.look() == 0
              ? "not looked at, because a sample that must be solved is not" + savings()
              : "a drop beyond the margin cannot be ruled out: "
                  + found
                  + lost()
                  + evidence()
                  + "; use more samples or a wider margin";
    };
  }

  /// Returns the bound that decided, or both where neither did.
  private String bounds() {
    String low = points(outcome.bounds().low());
    String high = points(outcome.bounds().high());
    return switch (outcome.decision()) {
      case PASS -> "lower bound " + low;
      case REGRESSION -> "upper bound " + high;
      case UNDECIDED -> "bounds %s to %s".formatted(low, high);
    };
  }

  /// Returns the p-value of any difference between the two, which holds whenever one stops; empty
  /// for a gate that looks as planned, and where samples were tried several times or are right in
  /// part.
  public OptionalDouble anytimeP() {
    return gate.anytime() && comparison.midP().isPresent()
        ? OptionalDouble.of(AnytimeTest.pValue(comparison.onlyA(), comparison.onlyB()))
        : OptionalDouble.empty();
  }

  private String evidence() {
    if (gate.anytime() && comparison.onlyInPart() > 0) {
      return "; answers that are right in part are no discordant pairs, so that there is no e-value"
          + " of those: the bounds count what answers earn";
    }
    double p = anytimeP().orElse(1);
    return anytimeP().isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "; any difference: e-value 10^%.1f of %d and %d discordant pairs among the %d that both"
                + " have, p %s whenever one stops",
            AnytimeTest.logEvidence(comparison.onlyA(), comparison.onlyB()) / Math.log(10),
            comparison.onlyA(),
            comparison.onlyB(),
            comparison.alignment().pairs().size(),
            Figures.probability(p));
  }

  private String savings() {
    if (outcome.saved() == 0) {
      return "";
    }
    String time = saved.map(each -> " and about " + words(each)).orElse("");
    return outcome.look() == 0
        ? "; %d samples%s saved".formatted(outcome.saved(), time)
        : "; decided at look %d, %d samples%s saved"
            .formatted(outcome.look(), outcome.saved(), time);
  }

  private static String words(Duration time) {
    return time.toMinutes() >= 10
        ? time.toMinutes() + " min"
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }

  private String lost() {
    int unmeasured = comparison.alignment().unmeasured().size();
    return unmeasured == 0
        ? ""
        : "; %d samples left out, which one of the runs did not measure".formatted(unmeasured);
  }

  private Finding lengthFinding(Band asked) {
    String found =
        String.format(
            Locale.ROOT,
            "%.1f %s an answer, baseline %.1f (ratio %.3f, band %.3f to %.3f)",
            length.candidate(),
            length.unit(),
            length.baseline(),
            length.ratio().orElse(Double.NaN),
            asked.low(),
            asked.high());
    boolean within =
        length.ratio().isPresent()
            && length.ratio().getAsDouble() >= asked.low()
            && length.ratio().getAsDouble() <= asked.high();
    return new Finding("answer length", within, found);
  }

  private static String points(double share) {
    return String.format(Locale.ROOT, "%+.2f", 100 * share);
  }
}
