package assay.reports.axes;

import assay.reports.run.RunReport;
import assay.results.published.Cutoff;
import assay.results.published.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Scores before and after the ends of training data.
///
/// @param runs those whose problems have dates and whose model's cutoff is known
/// @param unknown models of dated runs whose cutoff no source states
public record Contaminations(List<Contamination> runs, List<String> unknown) {
  public Contaminations {
    runs = List.copyOf(runs);
    unknown = List.copyOf(unknown);
  }

  static Contaminations of(List<RunReport> runs, AxisOptions options) {
    List<Contamination> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (RunReport run : runs) {
      if (!run.manifest().dataset().facts().dated() || run.scorers().isEmpty()) {
        continue;
      }
      String model = run.manifest().model().name();
      Optional<Cutoff> cutoff =
          options.cutoff().or(() -> options.models().of(model).flatMap(ModelCard::cutoff));
      if (cutoff.isPresent()) {
        Contamination.of(run, cutoff.get()).ifPresent(found::add);
      } else if (!unknown.contains(model)) {
        unknown.add(model);
      }
    }
    return new Contaminations(found, unknown);
  }
}
