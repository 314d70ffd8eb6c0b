package assay.reports;

import java.util.List;

/// What the runs of a report say about the recipes of their models.
///
/// @param costs score against size and time, one for each suite that has a run whose model is known
///   or whose answers were timed
public record Axes(List<CostComparison> costs) {
  public Axes {
    costs = List.copyOf(costs);
  }

  static Axes of(List<RunReport> runs, AxisOptions options) {
    return new Axes(CostComparison.all(runs, options.models()));
  }
}
