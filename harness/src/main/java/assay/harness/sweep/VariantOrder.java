package assay.harness.sweep;

import assay.harness.model.ModelChoice;
import assay.harness.sweep.PlanExperiments.Planned;
import assay.harness.sweep.SweepPlan.Axis;
import assay.harness.sweep.SweepPlan.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// In which order variants are run.
public final class VariantOrder {
  private VariantOrder() {}

  /// Returns the variants as the plan orders them; where it does not, those that want the same open
  /// model follow each other, and nothing else is moved.
  public static List<Planned> of(SweepPlan plan, List<Planned> variants) {
    if (plan.order().isEmpty()) {
      Map<ModelChoice, List<Planned>> byModel = new LinkedHashMap<>();
      variants.forEach(
          each ->
              byModel.computeIfAbsent(each.experiment().model(), _ -> new ArrayList<>()).add(each));
      return byModel.values().stream().flatMap(List::stream).toList();
    }
    Comparator<Planned> order = (_, _) -> 0;
    for (String name : plan.order()) {
      List<String> labels =
          plan.axes().stream()
              .filter(axis -> axis.name().equals(name))
              .map(Axis::levels)
              .flatMap(List::stream)
              .map(Level::label)
              .toList();
      order =
          order.thenComparingInt(each -> labels.indexOf(each.variant().coordinates().get(name)));
    }
    return variants.stream().sorted(order).toList();
  }
}
