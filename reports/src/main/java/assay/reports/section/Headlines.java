package assay.reports.section;

import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What stands beside the score of a run.
public final class Headlines {
  private Headlines() {}

  /// Returns names and values of the run's figures by its protocol's own scorer, in their order.
  public static Map<String, String> facts(RunReport run) {
    Estimate estimate = run.scorers().getFirst().accuracy().estimate();
    Counts counts = run.scorers().getFirst().accuracy().counts();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("95 % interval", Figures.percent(estimate.interval()));
    facts.put("standard error", Figures.percent(estimate.standardError()));
    if (counts.credit() > 0) {
      facts.put(
          "right in part",
          String.format(
              Locale.ROOT, "adds %.2f to %d right in full", counts.credit(), counts.correct()));
    }
    facts.put("measured", Figures.count(counts.measured()));
    facts.put("not measured", Figures.countWithShare(counts.unmeasured(), counts.total()));
    if (counts.unmeasured() > 0) {
      facts.put("bounds", Figures.percent(estimate.bounds()));
    }
    facts.put("truncated", Figures.countWithShare(counts.truncated(), counts.total()));
    facts.put("tokens generated", Unit.TOKENS.shown(RunsSection.tokens(run.tokens())));
    return facts;
  }
}
