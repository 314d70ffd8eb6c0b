package assay.harness.reproduce;

import assay.reports.compare.Reproduction;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Figures held against a run, for a terminal and for scripts.
public final class ReproductionText {
  private ReproductionText() {}

  /// Returns the text for a reader.
  public static String text(List<Reproduction> reproductions) {
    StringBuilder text = new StringBuilder();
    for (Reproduction each : reproductions) {
      text.append(each.sentence()).append('\n');
      text.append("  source     ").append(each.published().provenance().source().title());
      text.append(each.published().provenance().date().map(date -> ", " + date).orElse(""));
      text.append(each.published().provenance().checked() ? "" : ", unverified");
      text.append("\n  measured   by ").append(each.scorer());
      text.append(" over ").append(each.items()).append(" items\n");
      for (Reproduction.Field field : each.fields()) {
        text.append(
            "  %-10s %-10s %s%n".formatted(field.name(), field.agreement().label(), words(field)));
      }
    }
    return text.toString();
  }

  private static String words(Reproduction.Field field) {
    String used = field.used().isEmpty() ? "used is not known" : "used " + field.used();
    return field.stated().isEmpty() ? used : "stated %s, %s".formatted(field.stated(), used);
  }

  /// Returns one JSON object and a newline.
  public static String json(String target, List<Reproduction> reproductions) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("target", target);
    node.setAll(figure(reproductions.getFirst()));
    ArrayNode figures = node.putArray("figures");
    reproductions.forEach(each -> figures.add(figure(each)));
    return node.toPrettyString() + "\n";
  }

  private static ObjectNode figure(Reproduction each) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("published", each.published().percent());
    node.put("measured", rounded(100 * each.measured()));
    node.put("difference", rounded(100 * each.difference()));
    node.putArray("interval")
        .add(rounded(100 * each.interval().low()))
        .add(rounded(100 * each.interval().high()));
    node.put("n", each.items());
    node.put("withinNoise", each.withinNoise());
    node.put("scorer", each.scorer());
    node.put("source", each.published().provenance().source().title());
    node.put("checked", each.published().provenance().checked());
    ArrayNode fields = node.putArray("fields");
    for (Reproduction.Field field : each.fields()) {
      fields
          .addObject()
          .put("name", field.name())
          .put("stated", field.stated().isEmpty() ? null : field.stated())
          .put("used", field.used().isEmpty() ? null : field.used())
          .put("agreement", field.agreement().label());
    }
    node.put("sentence", each.sentence());
    return node;
  }

  private static double rounded(double percent) {
    return Math.round(percent * 10_000) / 10_000.0;
  }
}
