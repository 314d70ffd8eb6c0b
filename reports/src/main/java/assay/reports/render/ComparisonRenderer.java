package assay.reports.render;

import assay.reports.compare.Comparison;
import assay.reports.compare.ComparisonSentence;
import assay.reports.compare.Flip;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.statistics.Interval;
import assay.reports.text.Figures;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Comparisons for a terminal, as Markdown and as JSON.
public final class ComparisonRenderer {
  private ComparisonRenderer() {}

  /// Returns the comparison as tables in plain text, the sentence first.
  ///
  /// @param mostFlips how many flips are listed at most
  public static String text(Comparison comparison, int mostFlips) {
    return ComparisonSentence.of(comparison)
        + "\n\n"
        + ComparisonTables.of(comparison, mostFlips).stream()
            .map(table -> table.title() + "\n" + TextRenderer.render(table))
            .collect(Collectors.joining("\n"));
  }

  /// Returns the ranking as tables in plain text.
  public static String text(Ranking ranking) {
    return ComparisonTables.of(ranking).stream()
        .map(table -> table.title() + "\n" + TextRenderer.render(table))
        .collect(Collectors.joining("\n"));
  }

  /// Returns the comparison as Markdown.
  public static String markdown(Comparison comparison, int mostFlips) {
    return MarkdownRenderer.escape(ComparisonSentence.of(comparison))
        + "\n\n"
        + ComparisonTables.of(comparison, mostFlips).stream()
            .map(MarkdownRenderer::table)
            .collect(Collectors.joining("\n"));
  }

  /// Returns the ranking as Markdown.
  public static String markdown(Ranking ranking) {
    return ComparisonTables.of(ranking).stream()
        .map(MarkdownRenderer::table)
        .collect(Collectors.joining("\n"));
  }

  /// Returns one comparison as a JSON object: `n`, `scoreA`, `scoreB`, `difference` (B - A),
  /// `interval`, `pValue`, `onlyA`, `onlyB`, `sentence` and what belongs to them. Shares run from
  /// -1 to 1.
  public static ObjectNode json(Comparison c) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("a", c.a().name()).put("b", c.b().name());
    node.put("suite", c.a().suite()).put("scorer", c.a().scorer());
    node.put("n", c.n());
    number(node, "scoreA", c.scoreA());
    number(node, "scoreB", c.scoreB());
    number(node, "difference", c.difference().value());
    number(node, "standardError", c.difference().standardError());
    interval(node, "interval", c.difference().interval());
    interval(node, "bootstrapInterval", c.bootstrap());
    number(node, "pValue", c.difference().pValue());
    node.put("onlyA", c.onlyA()).put("onlyB", c.onlyB());
    node.put("distinguished", c.distinguished());
    number(node, "detectable", c.detectable());
    node.put("sentence", ComparisonSentence.of(c));
    ObjectNode leftOut = node.putObject("leftOut");
    ids(leftOut, "onlyInA", c.alignment().onlyA());
    ids(leftOut, "onlyInB", c.alignment().onlyB());
    ids(leftOut, "changed", c.alignment().changed());
    ids(leftOut, "notMeasured", c.alignment().unmeasured().stream().map(p -> p.id()).toList());
    groups(node.putArray("groups"), c.groups());
    ObjectNode causes = node.putObject("flipCauses");
    c.flipCauses().forEach((cause, count) -> causes.put(cause.label(), count));
    flips(node.putArray("flips"), c.flips());
    ObjectNode settings = node.putObject("settingsThatDiffer");
    for (Map.Entry<String, String> setting : c.settingsThatDiffer().entrySet()) {
      settings.put(setting.getKey(), setting.getValue());
    }
    return node;
  }

  /// Returns a ranking as a JSON object: `samples`, `places` and `wins`.
  public static ObjectNode json(Ranking ranking) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("samples", ranking.samples());
    ArrayNode places = node.putArray("places");
    for (Ranking.Place place : ranking.places()) {
      ObjectNode row = places.addObject().put("run", place.name());
      number(row, "score", place.score());
      interval(row, "simultaneousInterval", place.interval());
      row.put("bestRank", place.bestRank()).put("worstRank", place.worstRank());
    }
    ArrayNode wins = node.putArray("wins");
    ranking.wins().forEach(row -> row.forEach(wins.addArray()::add));
    return node;
  }

  /// Returns a JSON object as indented text.
  public static String pretty(ObjectNode node) {
    return node.toPrettyString();
  }

  private static void groups(ArrayNode array, List<GroupDifference> groups) {
    for (GroupDifference group : groups) {
      ObjectNode row = array.addObject().put("facet", group.facet()).put("value", group.value());
      row.put("n", group.difference().items());
      number(row, "difference", group.difference().value());
      interval(row, "interval", group.difference().interval());
      number(row, "pValue", group.difference().pValue());
      number(row, "adjustedP", group.adjustedP());
    }
  }

  private static void flips(ArrayNode array, List<Flip> flips) {
    for (Flip flip : flips) {
      array
          .addObject()
          .put("id", flip.id())
          .put("verdict", flip.lost() ? "lost" : "gained")
          .put("cause", flip.cause().label())
          .put("detail", flip.detail());
    }
  }

  private static void ids(ObjectNode node, String name, List<String> ids) {
    ids.forEach(node.putArray(name)::add);
  }

  static void number(ObjectNode node, String name, double value) {
    node.put(name, Figures.exact(value));
  }

  static void interval(ObjectNode node, String name, Interval interval) {
    node.putArray(name).add(Figures.exact(interval.low())).add(Figures.exact(interval.high()));
  }
}
