package assay.reports.difficulty;

import assay.reports.compare.Alignment;
import assay.reports.compare.Comparison;
import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.statistics.RegressionEstimate;
import assay.reports.statistics.RegressionEstimate.Point;
import assay.results.Draw;
import assay.results.RunManifest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A figure over questions that were drawn, adjusted by how hard these are beside all others.
public sealed interface Adjustment {

  /// Returns it in a sentence.
  String words();

  /// Returns it as JSON: `words`, and where it could be adjusted the plain and the adjusted figure.
  default ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("words", words());
    if (this instanceof Adjusted adjusted) {
      RegressionEstimate estimate = adjusted.estimate();
      node.put("plain", adjusted.plain()).put("value", estimate.value());
      node.put("standardError", estimate.error());
      node.putArray("interval").add(estimate.interval().low()).add(estimate.interval().high());
      node.put("rSquared", estimate.rSquared()).put("questions", estimate.sampled());
      estimate.worth().ifPresent(worth -> node.put("worth", worth));
      adjusted.without().forEach(node.putArray("without")::add);
      adjusted.families().forEach(node.putArray("families")::add);
    }
    return node;
  }

  /// It could not be adjusted.
  ///
  /// @param words why
  record Plain(String words) implements Adjustment {}

  /// The adjusted figure.
  ///
  /// @param what the figure that stands beside, in words
  /// @param difference whether it is a difference of scores
  /// @param plain the figure that stands beside
  /// @param estimate the adjusted one
  /// @param without families that were left out, as a run's model is of them
  /// @param families that it was made of
  record Adjusted(
      String what,
      boolean difference,
      double plain,
      RegressionEstimate estimate,
      List<String> without,
      List<String> families)
      implements Adjustment {
    public Adjusted {
      without = List.copyOf(without);
      families = List.copyOf(families);
    }

    private String worth() {
      return estimate.worth().isPresent()
          ? String.format(
              Locale.ROOT,
              ", as good as %.0f questions instead of %d",
              estimate.worth().getAsDouble(),
              estimate.sampled())
          : "";
    }

    @Override
    public String words() {
      return String.format(
          Locale.ROOT,
          difference
              ? "%s, adjusted for difficulty: %+.2f points (95 %% interval %+.2f to %+.2f) instead"
                  + " of %+.2f; R² %.2f%s (difficulty from %s%s)"
              : "%s, adjusted for difficulty: %.2f %% (95 %% interval %.2f to %.2f) instead of %.2f"
                  + " %%; R² %.2f%s (difficulty from %s%s)",
          what,
          100 * estimate.value(),
          100 * estimate.interval().low(),
          100 * estimate.interval().high(),
          100 * plain,
          estimate.rSquared(),
          worth(),
          String.join(", ", families),
          without.isEmpty()
              ? "; none of them is taken for the model's own"
              : "; without " + String.join(", ", without));
    }
  }

  /// Adjusts a run's score.
  static Adjustment of(RunOutcomes run, RunManifest manifest, Difficulty difficulty) {
    Map<String, Double> found = new LinkedHashMap<>();
    for (SampleOutcome sample : run.samples()) {
      if (!sample.measured().isEmpty()) {
        found.put(sample.id(), sample.share());
      }
    }
    return new Adjusting(
            difficulty,
            run.suite(),
            List.of(manifest.model().name()),
            manifest.dataset().selected().draw())
        .of("score of " + run.name(), new Figure(found, score(run), false));
  }

  /// The score that reports show: right over measured attempts, weighed.
  private static double score(RunOutcomes run) {
    double right = 0;
    double measured = 0;
    for (SampleOutcome sample : run.samples()) {
      List<SampleOutcome.Attempt> attempts = sample.measured();
      right +=
          sample.weight() * attempts.stream().mapToDouble(each -> each.verdict().credit()).sum();
      measured += sample.weight() * attempts.size();
    }
    return measured == 0 ? 0 : right / measured;
  }

  /// Adjusts the difference of two runs.
  ///
  /// @param draw that one of them was made over at least
  static Adjustment of(Comparison comparison, Optional<Draw> draw, Difficulty difficulty) {
    Map<String, Double> found = new LinkedHashMap<>();
    for (Alignment.Pair pair : comparison.alignment().pairs()) {
      found.put(pair.id(), pair.difference());
    }
    List<String> models =
        Stream.of(comparison.a(), comparison.b())
            .map(run -> run.settings().getOrDefault("model", run.name()))
            .toList();
    return new Adjusting(difficulty, comparison.a().suite(), models, draw)
        .of(
            "difference of %s from %s".formatted(comparison.b().name(), comparison.a().name()),
            new Figure(found, comparison.difference().value(), true));
  }

  /// What is adjusted.
  ///
  /// @param found by sample
  /// @param plain the figure as it stands without
  /// @param difference whether it is a difference of scores
  record Figure(Map<String, Double> found, double plain, boolean difference) {}

  /// One adjustment while it is made.
  ///
  /// @param models that the figure is of
  record Adjusting(Difficulty difficulty, String suite, List<String> models, Optional<Draw> draw) {

    private Adjustment of(String what, Figure figure) {
      TreeSet<String> own = new TreeSet<>();
      models.forEach(model -> own.addAll(ModelMaker.all(model, difficulty.families())));
      List<String> others =
          difficulty.families().stream().filter(family -> !own.contains(family)).toList();
      String problem = problem(others);
      if (!problem.isEmpty()) {
        return new Plain("%s is not adjusted for difficulty: %s".formatted(what, problem));
      }
      Map<String, Double> known = difficulty.shares(others);
      if (known.size() != draw.orElseThrow().size()
          || !known.keySet().containsAll(draw.get().strataById().keySet())) {
        return new Plain(
            "%s is not adjusted for difficulty: the file has %d questions of %s, not the %d from which was drawn"
                .formatted(what, known.size(), others, draw.get().size()));
      }
      List<RegressionEstimate.Stratum> strata = strata(draw.get(), figure.found(), known);
      double share = strata.stream().mapToDouble(RegressionEstimate.Stratum::share).sum();
      int points = strata.stream().mapToInt(each -> each.points().size()).sum();
      if (share < 1 - 1e-9 || points < strata.size() + 2) {
        return new Plain(
            "%s is not adjusted for difficulty: a group of questions has none that was measured"
                .formatted(what));
      }
      double mean = known.values().stream().mapToDouble(each -> each).average().orElseThrow();
      return new Adjusted(
          what,
          figure.difference(),
          figure.plain(),
          RegressionEstimate.of(strata, mean),
          own.stream().filter(difficulty.families()::contains).toList(),
          others);
    }

    private String problem(List<String> others) {
      if (!suite.equals(difficulty.suite())) {
        return "the file is of %s, the run of %s".formatted(difficulty.suite(), suite);
      }
      if (draw.isEmpty()) {
        return "its questions were not drawn with --limit, so they stand for no others";
      }
      return others.isEmpty() ? "the file has no other model family than its own" : "";
    }

    private static List<RegressionEstimate.Stratum> strata(
        Draw draw, Map<String, Double> found, Map<String, Double> known) {
      List<RegressionEstimate.Stratum> strata = new ArrayList<>();
      for (Draw.Stratum stratum : draw.strata()) {
        List<Point> points =
            stratum.drawn().stream()
                .filter(found::containsKey)
                .map(id -> new Point(known.get(id), found.get(id)))
                .toList();
        if (!points.isEmpty()) {
          strata.add(
              new RegressionEstimate.Stratum(
                  (double) stratum.size() / draw.size(),
                  (double) points.size() / stratum.size(),
                  points));
        }
      }
      return strata;
    }
  }
}
