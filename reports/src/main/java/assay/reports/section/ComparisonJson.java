package assay.reports.section;

import assay.reports.RunComparisons;
import assay.reports.compare.Comparison;
import assay.reports.compare.Flip;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.statistics.PairedDifference;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.JsonRows;
import assay.reports.table.Unit;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Comparisons and rankings as JSON.
public final class ComparisonJson {
  private static final Column<Comparison> BOOTSTRAP =
      Column.<Comparison>range(Unit.DIFFERENCE, "", each -> Cell.of(each.bootstrap()))
          .in("bootstrap_interval", "by resampling samples, 95 %");
  private static final Column<Comparison> DETECTABLE =
      Column.<Comparison>number(Unit.DIFFERENCE, "", each -> Cell.of(each.detectable()))
          .in("detectable", "the smallest difference that would have been found");

  private ComparisonJson() {}

  /// Adds the comparisons of a report's runs, their rankings, and why others were not made.
  static void add(RunComparisons all, ObjectNode summary) {
    all.comparisons().forEach(each -> summary.withArray("/comparisons").add(of(each)));
    all.rankings().forEach(each -> summary.withArray("/rankings").add(of(each)));
    all.refusals().forEach(each -> summary.withArray("/notCompared").add(each));
  }

  /// Returns one comparison as a JSON object: `n`, `scoreA`, `scoreB`, `difference` (B - A),
  /// `interval`, `pValue`, `onlyA`, `onlyB`, `sentence` and what belongs to them. Shares run from
  /// -1 to 1.
  public static ObjectNode of(Comparison c) {
    Function<Comparison, PairedDifference> difference = Comparison::difference;
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    JsonRows.put(
        node,
        List.of(
            ComparisonColumns.A,
            ComparisonColumns.B,
            ComparisonColumns.SUITE,
            ComparisonColumns.SCORER,
            ComparisonColumns.N.of(difference),
            ComparisonColumns.SCORE_A,
            ComparisonColumns.SCORE_B,
            ComparisonColumns.DIFFERENCE.of(difference),
            ComparisonColumns.STANDARD_ERROR.of(difference),
            ComparisonColumns.INTERVAL.of(difference),
            BOOTSTRAP,
            ComparisonColumns.P.of(difference),
            ComparisonColumns.MID_P,
            ComparisonColumns.COVERING,
            ComparisonColumns.ONLY_A,
            ComparisonColumns.ONLY_B),
        c);
    if (c.onlyInPart() > 0) {
      node.put("onlyInPart", c.onlyInPart());
    }
    node.put("distinguished", c.distinguished());
    JsonRows.put(node, List.of(DETECTABLE, ComparisonColumns.SENTENCE), c);
    ObjectNode leftOut = node.putObject("leftOut");
    ids(leftOut, "onlyInA", c.alignment().onlyA());
    ids(leftOut, "onlyInB", c.alignment().onlyB());
    ids(leftOut, "changed", c.alignment().changed());
    ids(leftOut, "notMeasured", c.alignment().unmeasured().stream().map(p -> p.id()).toList());
    node.set("groups", JsonRows.of(groups(), c.groups()));
    ObjectNode causes = node.putObject("flipCauses");
    c.flipCauses().forEach((cause, count) -> causes.put(cause.label(), count));
    List<Column<Flip>> flips = new ArrayList<>(ComparisonColumns.FLIP);
    flips.set(0, flips.getFirst().in("id", "of the sample"));
    node.set("flips", JsonRows.written(flips, c.flips()));
    ObjectNode settings = node.putObject("settingsThatDiffer");
    c.settingsThatDiffer().forEach(settings::put);
    return node;
  }

  private static List<Column<GroupDifference>> groups() {
    Function<GroupDifference, PairedDifference> difference = GroupDifference::difference;
    return List.of(
        ComparisonColumns.FACET,
        ComparisonColumns.GROUP.in("value", "of the facet"),
        ComparisonColumns.N.of(difference),
        ComparisonColumns.DIFFERENCE.of(difference),
        ComparisonColumns.INTERVAL.of(difference),
        ComparisonColumns.P.of(difference),
        ComparisonColumns.ADJUSTED_P);
  }

  /// Returns a ranking as a JSON object: `order`, `samples`, `places` and `wins`.
  public static ObjectNode of(Ranking ranking) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("order", ranking.order() == Ranking.Order.SCORE ? "score" : "from below");
    node.put("samples", ranking.samples());
    node.set(
        "places",
        JsonRows.of(
            List.of(
                ComparisonColumns.RUN,
                ComparisonColumns.SCORE,
                ComparisonColumns.SIMULTANEOUS.in("simultaneous_interval", "of the score"),
                ComparisonColumns.WITH_UNMEASURED,
                ComparisonColumns.BEST_RANK,
                ComparisonColumns.WORST_RANK),
            ranking.places()));
    ArrayNode wins = node.putArray("wins");
    ranking.wins().forEach(row -> row.forEach(wins.addArray()::add));
    return node;
  }

  private static void ids(ObjectNode node, String name, List<String> ids) {
    ids.forEach(node.putArray(name)::add);
  }
}
