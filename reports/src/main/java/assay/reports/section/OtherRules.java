package assay.reports.section;

import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// What other rules than the protocol's own make of a run's answers, where that is another score.
public final class OtherRules {
  /// A difference of scores below which nobody has to be told.
  private static final double ONE_POINT = 0.01;

  /// Differences of one point that are not exact in binary count as one point.
  private static final double ROUNDING = 1e-9;

  private OtherRules() {}

  private record Rule(String name, double score, double change) {
    double distance() {
      return Math.abs(change);
    }

    String percent() {
      return String.format(Locale.ROOT, "%.1f", 100 * score);
    }
  }

  /// Returns the range of the other scorers' scores and the one that is furthest from the
  /// protocol's own, such as `other rules: 61.2 to 66.8 (choice/sound 66.8)`; empty where none is
  /// more than a point away.
  public static Optional<String> of(RunReport run) {
    List<Rule> others =
        run.scorers().stream().skip(1).flatMap(each -> rule(run, each).stream()).toList();
    Optional<Rule> furthest =
        others.stream()
            .max(Comparator.comparingDouble(Rule::distance))
            .filter(rule -> rule.distance() > ONE_POINT + ROUNDING);
    return furthest.map(rule -> words(others, rule));
  }

  private static String words(List<Rule> others, Rule furthest) {
    if (others.size() == 1) {
      return "other rule: %s (%s)".formatted(furthest.percent(), furthest.name());
    }
    Comparator<Rule> order = Comparator.comparingDouble(Rule::score);
    return "other rules: %s to %s (%s %s)"
        .formatted(
            others.stream().min(order).orElseThrow().percent(),
            others.stream().max(order).orElseThrow().percent(),
            furthest.name(),
            furthest.percent());
  }

  private static Optional<Rule> rule(RunReport run, ScorerReport scorer) {
    OptionalDouble change = scorer.changeFrom(run.scorers().getFirst());
    OptionalDouble score = scorer.accuracy().estimate().value();
    return change.isPresent() && score.isPresent()
        ? Optional.of(new Rule(scorer.scorer(), score.getAsDouble(), change.getAsDouble()))
        : Optional.empty();
  }
}
