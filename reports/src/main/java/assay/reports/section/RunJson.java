package assay.reports.section;

import assay.reports.run.Accuracy;
import assay.reports.run.AttemptFigure;
import assay.reports.run.AttemptMetric;
import assay.reports.run.Breakdown;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.OfficialFigure;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.JsonRows;
import assay.reports.table.Unit;
import assay.results.RunManifest;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The figures of one run as JSON.
final class RunJson {
  private static final List<Column<Estimate>> ESTIMATE =
      List.of(
          Scores.<Estimate>value(each -> each).in("value", "the figure"),
          Scores.standardError(each -> each),
          Scores.<Estimate>interval(each -> each).in("interval", "95 %"),
          Scores.<Estimate>bounds(each -> each).in("bounds", "what is open"));
  private static final List<Column<OfficialFigure>> OFFICIAL =
      List.of(
          Column.text("", "convention", "in words", OfficialFigure::convention),
          Column.number(Unit.SHARE, "", "value", "the figure", figure -> Cell.of(figure.value())),
          Column.count("", "samples", "the denominator", figure -> figure.samples()));

  private RunJson() {}

  /// Returns the run with its identity and every figure.
  static ObjectNode of(RunReport run) {
    RunManifest manifest = run.manifest();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", run.name());
    node.put("model", manifest.model().name());
    node.put("suite", manifest.dataset().suite());
    node.put("protocol", manifest.protocol().name());
    node.put("protocolVersion", manifest.protocol().version());
    node.put("metric", manifest.protocol().metric());
    manifest.deviations().forEach(node.putArray("deviations")::add);
    node.put("samples", run.samples());
    node.put("attempts", run.attempts());
    node.put("plannedAttempts", run.plannedAttempts());
    run.manifest()
        .circumstances()
        .work()
        .ifPresent(
            work -> {
              node.put("seconds", work.time().toMillis() / 1e3);
              work.tokensPerSecond().ifPresent(rate -> node.put("tokensPerSecond", rate));
            });
    ArrayNode scorers = node.putArray("scorers");
    run.scorers().forEach(each -> scorer(scorers.addObject(), each, run.scorers().getFirst()));
    ArrayNode breakdowns = node.putArray("breakdowns");
    run.breakdowns().forEach(each -> breakdown(breakdowns.addObject(), each));
    ArrayNode passes = node.putArray("passAtK");
    ArrayNode figures = node.putArray("attemptFigures");
    for (AttemptFigure figure : run.attemptFigures()) {
      if (figure.metric() == AttemptMetric.PASS) {
        ObjectNode row = passes.addObject();
        JsonRows.put(row, AttemptTables.passColumns(), figure);
        JsonRows.put(row, ESTIMATE, figure.estimate());
      }
      ObjectNode row = figures.addObject();
      JsonRows.put(row, AttemptTables.columns(), figure);
      JsonRows.put(row, ESTIMATE, figure.estimate());
      row.put("exact", figure.exact());
    }
    ObjectNode tokens = node.putObject("tokens");
    tokens
        .put("prompt", run.tokens().prompt())
        .put("promptsCounted", run.tokens().promptsCounted())
        .put("completion", run.tokens().completion())
        .put("completionsCounted", run.tokens().completionsCounted());
    if (run.tokens().reasoningCounted() > 0) {
      tokens
          .put("reasoning", run.tokens().reasoning())
          .put("reasoningCounted", run.tokens().reasoningCounted());
    }
    if (run.tokens().cachedCounted() > 0) {
      tokens
          .put("cached", run.tokens().cached())
          .put("cachedCounted", run.tokens().cachedCounted());
    }
    return node;
  }

  private static void scorer(ObjectNode node, ScorerReport scorer, ScorerReport own) {
    node.put("scorer", scorer.scorer());
    accuracy(node, scorer.accuracy());
    node.set("official", JsonRows.of(OFFICIAL, scorer.official()));
    node.set("rules", JsonRows.of(RunTables.ruleColumns(), scorer.rules()));
    if (!scorer.equals(own)) {
      JsonRows.put(
          node,
          List.of(
              Column.<ScorerReport>number(
                      Unit.DIFFERENCE, "", each -> Cell.of(each.changeFrom(own)))
                  .in("change", "from the protocol's own scorer")),
          scorer);
    }
    node.put("gained", scorer.gained());
    node.put("lost", scorer.lost());
  }

  private static void breakdown(ObjectNode node, Breakdown breakdown) {
    node.put("facet", breakdown.facet());
    ArrayNode slices = node.putArray("slices");
    breakdown
        .slices()
        .forEach(
            slice -> accuracy(slices.addObject().put("value", slice.value()), slice.accuracy()));
    JsonRows.put(node.putObject("macro"), ESTIMATE, breakdown.macro());
  }

  private static void accuracy(ObjectNode node, Accuracy accuracy) {
    Counts counts = accuracy.counts();
    node.put("measured", counts.measured());
    node.put("correct", counts.correct());
    node.put("wrong", counts.wrong());
    if (counts.credit() > 0) {
      node.put("credit", counts.credit());
    }
    node.put("noAnswer", counts.noAnswer());
    node.put("notMeasured", counts.unmeasured());
    ObjectNode causes = node.putObject("causes");
    counts.notMeasured().forEach((cause, count) -> causes.put(cause.name(), count));
    node.put("truncated", counts.truncated());
    JsonRows.put(node.putObject("accuracy"), ESTIMATE, accuracy.estimate());
  }
}
