package assay.harness.plan;

import assay.reports.statistics.Interval;
import assay.results.Cost;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Forecasts as JSON, whose fields stay; what is not known is null.
public final class ForecastJson {
  private static final List<String> UNKNOWN_OF_RECORDINGS =
      List.of(
          "promptTokens",
          "promptTokensSource",
          "longestPrompt",
          "outputTokens",
          "mostOutputTokens",
          "seconds",
          "cost",
          "mostCost");

  private ForecastJson() {}

  /// Returns `runs`, one object each, and `total`.
  public static ObjectNode of(List<RunForecast> runs) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode array = node.putArray("runs");
    runs.forEach(each -> array.add(of(each)));
    node.putObject("total")
        .put("runs", runs.size())
        .put("calls", runs.stream().mapToLong(RunForecast::calls).sum())
        .put("promptTokens", asked(runs).mapToLong(RunForecast::promptTokens).sum())
        .put("mostOutputTokens", asked(runs).mapToLong(RunForecast::mostOutputTokens).sum());
    return node;
  }

  private static Stream<RunForecast> asked(List<RunForecast> runs) {
    return runs.stream().filter(run -> !run.recorded());
  }

  private static ObjectNode of(RunForecast run) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", run.name());
    node.put("model", run.manifest().model().name());
    node.put("suite", run.manifest().dataset().suite());
    node.put("protocol", run.manifest().protocol().name());
    node.put("selection", run.manifest().dataset().selection());
    node.put("samples", run.prompts().samples());
    node.put("attempts", run.manifest().settings().attempts());
    node.put("calls", run.calls());
    run.prompts().unfit().forEach(node.putArray("unfit")::add);
    if (run.recorded()) {
      UNKNOWN_OF_RECORDINGS.forEach(node::putNull);
    } else {
      asked(node, run);
    }
    run.pilot()
        .ifPresentOrElse(
            each ->
                node.putObject("pilot")
                    .put("asked", each.asked())
                    .put("answered", each.answered())
                    .put("kept", each.kept()),
            () -> node.putNull("pilot"));
    run.precision().ifPresentOrElse(each -> precision(node, each), () -> node.putNull("precision"));
    for (PlanFinding finding : run.findings()) {
      node.withArray("findings")
          .addObject()
          .put("rule", finding.rule())
          .put("level", finding.level())
          .put("message", finding.message());
    }
    node.withArray("findings");
    return node;
  }

  private static void asked(ObjectNode node, RunForecast run) {
    node.put("promptTokens", run.promptTokens());
    node.put("promptTokensSource", run.promptTokensSource());
    node.put("longestPrompt", run.longestPrompt());
    node.put("outputTokens", boxed(run.outputTokens().stream().boxed().findFirst()));
    node.put("mostOutputTokens", run.mostOutputTokens());
    node.put("seconds", boxed(run.seconds().stream().boxed().findFirst()));
    cost(node, "cost", run.cost());
    cost(node, "mostCost", run.mostCost());
  }

  private static void precision(ObjectNode run, Precision precision) {
    ObjectNode node = run.putObject("precision");
    node.put("score", precision.score()).put("scoreSource", precision.scoreSource());
    interval(node, "interval", Optional.of(precision.interval()));
    node.put("rSquared", boxed(precision.rSquared().stream().boxed().findFirst()));
    interval(node, "adjustedInterval", precision.adjusted());
    interval(node, "detectable", precision.detectable());
    node.put("detectableSource", precision.detectableSource());
  }

  private static void interval(ObjectNode node, String name, Optional<Interval> interval) {
    interval.ifPresentOrElse(
        each -> node.putArray(name).add(each.low()).add(each.high()), () -> node.putNull(name));
  }

  private static void cost(ObjectNode node, String name, Optional<Cost> cost) {
    cost.ifPresentOrElse(
        each ->
            node.putObject(name)
                .put("amount", each.amount().stripTrailingZeros())
                .put("currency", each.currency()),
        () -> node.putNull(name));
  }

  private static <N> N boxed(Optional<N> value) {
    return value.orElse(null);
  }
}
