package assay.reports;

import assay.reports.RegressionGate.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A candidate run held against a baseline: the gate on the score, the samples that must stay
/// solved, and the band on the length of answers.
///
/// @param comparison baseline (first) and candidate (second)
/// @param gate what was asked
/// @param outcome what the gate decided on the score
/// @param unsolved samples that had to stay solved and did not, or are missing
/// @param length how the answers' length changed
/// @param band the range in which candidate over baseline length has to lie, where one was asked
public record RegressionCheck(
    Comparison comparison,
    RegressionGate gate,
    RegressionGate.Outcome outcome,
    List<String> unsolved,
    LengthChange length,
    Optional<Band> band) {

  public RegressionCheck {
    Objects.requireNonNull(comparison);
    Objects.requireNonNull(gate);
    Objects.requireNonNull(outcome);
    unsolved = List.copyOf(unsolved);
    Objects.requireNonNull(length);
    Objects.requireNonNull(band);
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

  /// Checks a candidate.
  ///
  /// @param mustSolve ids that the candidate has to get right whatever the score
  /// @param seed of the order in which a sequential gate looks at the samples
  /// @throws IncomparableRunsException if nothing can be compared
  public static RegressionCheck of(
      RunOutcomes baseline,
      RunOutcomes candidate,
      RegressionGate gate,
      Set<String> mustSolve,
      Optional<Band> band,
      long seed) {
    Comparison comparison = Comparison.of(baseline, candidate);
    double[] differences = RegressionGate.shuffled(comparison.alignment().pairs(), seed);
    Set<String> unsolved = new TreeSet<>(mustSolve);
    candidate.samples().stream()
        .filter(SampleOutcome::solved)
        .map(SampleOutcome::id)
        .forEach(unsolved::remove);
    return new RegressionCheck(
        comparison,
        gate,
        gate.plan(differences.length).decide(differences),
        List.copyOf(unsolved),
        LengthChange.of(comparison.alignment().pairs()),
        band);
  }

  /// Returns whether everything that was asked holds.
  public boolean passed() {
    return findings().stream().allMatch(Finding::passed);
  }

  /// Returns what was checked, the score first.
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("score", outcome.decision() == Decision.PASS, scoreMessage()));
    if (!unsolved.isEmpty()) {
      findings.add(
          new Finding(
              "must stay solved", false, "no longer solved: " + String.join(", ", unsolved)));
    }
    band.ifPresent(asked -> findings.add(lengthFinding(asked)));
    return findings;
  }

  private String scoreMessage() {
    String found =
        "candidate minus baseline %s points, lower bound %s, margin %s, %d of %d samples"
            .formatted(
                points(outcome.difference()),
                points(outcome.lowerBound()),
                points(-gate.margin()),
                outcome.used(),
                outcome.available());
    String saved =
        outcome.saved() == 0
            ? ""
            : "; decided at look %d, %d samples saved".formatted(outcome.look(), outcome.saved());
    return switch (outcome.decision()) {
      case PASS -> "no regression: " + found + saved;
      case REGRESSION -> "regression: " + found + saved;
      case UNDECIDED ->
          "a drop beyond the margin cannot be ruled out: "
              + found
              + "; use more samples or a wider margin";
    };
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
