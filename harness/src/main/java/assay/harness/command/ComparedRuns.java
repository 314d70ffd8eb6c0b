package assay.harness.command;

import assay.reports.compare.AttemptDifferences;
import assay.reports.compare.Comparison;
import assay.reports.compare.Ranking;
import assay.reports.difficulty.Adjustment;
import assay.reports.render.ComparisonRenderer;
import assay.reports.section.AttemptTables;
import assay.reports.section.CallTables;
import assay.reports.text.Markdown;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `compare` found, in the three forms that it has.
///
/// @param ranking of three runs or more
/// @param pairs each run beside the first
/// @param adjusted each pair's difference with what a difficulty file knows, where there is one
/// @param inDoubt each pair without the questions in doubt, where such were named
/// @param calls what is known of each run's calls
record ComparedRuns(
    Optional<Ranking> ranking,
    List<Pair> pairs,
    List<Adjustment> adjusted,
    List<PairsInDoubt.Beside> inDoubt,
    List<CallTables.Row> calls) {

  /// A run beside the first.
  record Pair(Comparison comparison, AttemptDifferences attempts) {
    private String text(int mostFlips) {
      String several = ComparisonRenderer.text(attempts);
      return ComparisonRenderer.text(comparison, mostFlips)
          + (several.isEmpty() ? "" : "\n" + several);
    }

    private String markdown(int mostFlips) {
      return ComparisonRenderer.markdown(comparison, mostFlips)
          + ComparisonRenderer.markdown(attempts);
    }

    private ObjectNode json() {
      ObjectNode node = ComparisonRenderer.json(comparison);
      if (!attempts.rows().isEmpty()) {
        node.set("attemptFigures", AttemptTables.json(attempts));
      }
      return node;
    }
  }

  /// Returns everything as plain text.
  ///
  /// @param mostFlips how many changed verdicts of a pair are listed at most
  String text(int mostFlips) {
    List<String> parts = new ArrayList<>();
    ranking.map(ComparisonRenderer::text).ifPresent(parts::add);
    pairs.forEach(each -> parts.add(each.text(mostFlips)));
    adjusted.forEach(each -> parts.add(each.words() + "\n"));
    inDoubt.forEach(each -> parts.add(each.words() + "\n"));
    String known = ComparisonRenderer.text(calls);
    if (!known.isEmpty()) {
      parts.add(known);
    }
    return String.join("\n", parts);
  }

  /// Returns the comparisons as Markdown.
  String markdown(int mostFlips) {
    List<String> parts = new ArrayList<>();
    ranking.map(ComparisonRenderer::markdown).ifPresent(parts::add);
    pairs.forEach(each -> parts.add(each.markdown(mostFlips)));
    inDoubt.forEach(each -> parts.add(Markdown.escape(each.words()) + "\n"));
    parts.add(ComparisonRenderer.markdown(calls));
    return String.join("\n", parts);
  }

  /// Returns everything as one JSON object: that of the one pair, or of the ranking and all pairs.
  String json() {
    ObjectNode node = ranking.map(this::all).orElseGet(this::only);
    CallTables.json(calls).ifPresent(known -> node.set("calls", known));
    return ComparisonRenderer.pretty(node) + "\n";
  }

  private ObjectNode only() {
    ObjectNode node = pairs.getFirst().json();
    adjusted.forEach(each -> node.set("adjusted", each.json()));
    inDoubt.forEach(each -> node.set("withoutDoubtful", json(each)));
    return node;
  }

  private ObjectNode all(Ranking places) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("ranking", ComparisonRenderer.json(places));
    pairs.stream().map(Pair::json).forEach(node.putArray("comparisons")::add);
    adjusted.forEach(each -> node.withArray("adjusted").add(each.json()));
    inDoubt.forEach(each -> node.withArray("withoutDoubtful").add(json(each)));
    return node;
  }

  private static ObjectNode json(PairsInDoubt.Beside beside) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("words", beside.words());
    beside
        .difference()
        .ifPresent(
            found -> {
              Comparison without = found.without();
              node.put("leftOut", found.leftOut()).put("n", without.n());
              node.put("scoreA", without.scoreA()).put("scoreB", without.scoreB());
              node.put("difference", without.difference().value());
              node.putArray("interval")
                  .add(without.difference().interval().low())
                  .add(without.difference().interval().high());
              node.put("pValue", without.difference().pValue());
            });
    return node;
  }
}
