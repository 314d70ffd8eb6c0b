package assay.reports.run;

import assay.results.Convention;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/// What one scorer makes of a run.
///
/// @param scorer its name
/// @param accuracy correct over measured
/// @param official the figures by the protocol's own convention
/// @param rules the rules that decided
/// @param gained attempts that this scorer calls right and the protocol's own scorer does not
/// @param lost attempts that the protocol's own scorer calls right and this one does not
public record ScorerReport(
    String scorer,
    Accuracy accuracy,
    List<OfficialFigure> official,
    List<RuleUse> rules,
    long gained,
    long lost) {

  /// The rule of a program that fails in the benchmark's official harness alone and passes as a
  /// real program.
  private static final String ARTEFACT = "official-artefact";

  public ScorerReport {
    Objects.requireNonNull(scorer);
    Objects.requireNonNull(accuracy);
    official = List.copyOf(official);
    rules = List.copyOf(rules);
  }

  static ScorerReport of(
      List<ScoredAttempt> attempts,
      String scorer,
      String own,
      Convention convention,
      SampleWeights weights) {
    long gained = 0;
    long lost = 0;
    for (ScoredAttempt attempt : attempts) {
      boolean here = attempt.verdict(scorer).correct();
      boolean there = attempt.verdict(own).correct();
      gained += here && !there ? 1 : 0;
      lost += there && !here ? 1 : 0;
    }
    return new ScorerReport(
        scorer,
        Accuracy.of(attempts, scorer, weights),
        OfficialFigures.of(convention, attempts, scorer, weights),
        RuleUse.all(attempts, scorer),
        gained,
        lost);
  }

  /// Returns by how much the accuracy of this scorer exceeds that of the protocol's own, or empty
  /// where one of them measured nothing.
  public OptionalDouble changeFrom(ScorerReport own) {
    OptionalDouble here = accuracy.estimate().value();
    OptionalDouble there = own.accuracy().estimate().value();
    return here.isPresent() && there.isPresent()
        ? OptionalDouble.of(here.getAsDouble() - there.getAsDouble())
        : OptionalDouble.empty();
  }

  /// Returns how many failed programs fail in the benchmark's official harness alone; they count as
  /// wrong, as they do there.
  public long officialArtefacts() {
    return rules.stream()
        .filter(use -> use.rule().equals(ARTEFACT))
        .mapToLong(RuleUse::decided)
        .sum();
  }
}
