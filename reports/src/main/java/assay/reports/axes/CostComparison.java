package assay.reports.axes;

import assay.reports.run.Accuracy;
import assay.reports.run.CallUse.Bill;
import assay.reports.run.RunFacts;
import assay.reports.run.RunReport;
import assay.results.published.PublishedModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Runs of one suite and scorer by what their models cost.
///
/// @param suite what was asked
/// @param scorer whose verdicts the scores are
/// @param models in the report's order
/// @param fronts one for each cost that at least two models have
public record CostComparison(
    String suite, String scorer, List<ModelCost> models, List<ParetoFront> fronts) {
  public CostComparison {
    Objects.requireNonNull(suite);
    Objects.requireNonNull(scorer);
    models = List.copyOf(models);
    fronts = List.copyOf(fronts);
  }

  /// Returns one comparison for each suite and scorer with a run of whose cost anything is known.
  static List<CostComparison> all(List<RunReport> runs, PublishedModels models) {
    Map<List<String>, List<ModelCost>> groups = new LinkedHashMap<>();
    for (RunReport run : runs) {
      if (!run.scorers().isEmpty()) {
        List<String> key =
            List.of(run.manifest().dataset().suite(), run.scorers().getFirst().scorer());
        groups.computeIfAbsent(key, each -> new ArrayList<>()).add(cost(run, models));
      }
    }
    return groups.entrySet().stream()
        .filter(group -> group.getValue().stream().anyMatch(ModelCost::known))
        .map(group -> of(group.getKey().get(0), group.getKey().get(1), group.getValue()))
        .toList();
  }

  private static ModelCost cost(RunReport run, PublishedModels models) {
    Accuracy accuracy = run.scorers().getFirst().accuracy();
    return new ModelCost(
        run.name(),
        run.manifest().model().name(),
        RunFacts.of(run.manifest().model(), models),
        accuracy.counts().measured(),
        accuracy.estimate(),
        run.times(),
        run.calls().bill());
  }

  private static List<String> currencies(List<ModelCost> models) {
    return models.stream()
        .flatMap(model -> model.bill().stream())
        .map(Bill::currency)
        .distinct()
        .toList();
  }

  /// Returns the currency of all costs in money; empty where there are none, or several.
  public Optional<String> currency() {
    List<String> all = currencies(models);
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private static CostComparison of(String suite, String scorer, List<ModelCost> models) {
    List<ParetoFront> fronts =
        Arrays.stream(CostAxis.values())
            .filter(axis -> axis != CostAxis.MONEY || currencies(models).size() == 1)
            .map(axis -> ParetoFront.of(axis, models))
            .flatMap(Optional::stream)
            .toList();
    return new CostComparison(suite, scorer, models, fronts);
  }
}
