package assay.harness.reproduce;

import assay.reports.table.Cell;
import assay.reports.table.Unit;
import assay.results.published.CacheShape;
import assay.results.published.ModelCard;
import assay.results.published.PublishedModels;
import assay.results.published.PublishedScore;
import assay.results.published.PublishedScore.Conditions;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Published figures for a terminal and for scripts.
///
/// @param models what is known of their models
/// @param sizes whether that is shown
public record PublishedText(PublishedModels models, boolean sizes) {
  private static final long LONG_CONTEXT = 32_768;

  /// Returns a line for a terminal.
  public String line(PublishedScore score) {
    return "%-32s %-8s %-14s %6.2f  %s  [%s%s%s]%s"
        .formatted(
            score.model(),
            score.kind().name().toLowerCase(Locale.ROOT),
            score.suite(),
            score.percent(),
            sizes ? sizes(score) : conditions(score.conditions()),
            score.provenance().source().key(),
            score.provenance().source().secondary() ? ", second hand" : "",
            score.provenance().checked() ? "" : ", unverified",
            score.provenance().note().isEmpty() ? "" : " " + score.provenance().note());
  }

  private static String conditions(Conditions conditions) {
    StringBuilder words = new StringBuilder();
    words.append(
        conditions.shots().isPresent()
            ? conditions.shots().getAsInt() + "-shot"
            : "shots not stated");
    conditions.prompt().ifPresent(prompt -> words.append(", ").append(prompt));
    conditions.sampling().ifPresent(sampling -> words.append(", ").append(sampling));
    conditions.window().ifPresent(window -> words.append(", ").append(window));
    conditions.extractor().ifPresent(extractor -> words.append(", ").append(extractor));
    conditions.aggregate().ifPresent(mean -> words.append(", ").append(mean).append(" average"));
    return words.toString();
  }

  /// Returns an object for a script.
  public ObjectNode json(PublishedScore score) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("model", score.model());
    node.put("kind", score.kind().name().toLowerCase(Locale.ROOT));
    node.put("suite", score.suite()).put("value", score.percent());
    node.put("n", score.n().isPresent() ? (Integer) score.n().getAsInt() : null);
    Conditions how = score.conditions();
    node.put("shots", how.shots().isPresent() ? (Integer) how.shots().getAsInt() : null);
    node.put("prompt", how.prompt().orElse(null)).put("sampling", how.sampling().orElse(null));
    node.put("window", how.window().orElse(null)).put("extractor", how.extractor().orElse(null));
    node.put("aggregate", how.aggregate().orElse(null));
    node.put("date", score.provenance().date().orElse(null));
    node.put("source", score.provenance().source().title());
    node.put("location", score.provenance().source().location());
    node.put("copy", score.provenance().source().copy().orElse(null));
    node.put("secondary", score.provenance().source().secondary());
    node.put("note", score.provenance().note());
    node.put("checked", score.provenance().checked());
    if (sizes) {
      sizes(node, models.of(score.model()));
    }
    return node;
  }

  private String sizes(PublishedScore score) {
    Optional<ModelCard> card = models.of(score.model()).filter(ModelCard::sized);
    return card.map(
            facts ->
                "%7s, %7s active, %8s read per token, KV %s per token, %s at 32,768%s"
                    .formatted(
                        shown(Unit.PARAMETERS, facts.parameters()),
                        shown(Unit.PARAMETERS, facts.activeParameters()),
                        shown(Unit.BYTES, facts.weightBytesPerToken()),
                        shown(Unit.BYTES, perToken(facts)),
                        shown(Unit.BYTES, atLength(facts)),
                        facts.check().caution().map(words -> ", sizes " + words).orElse("")))
        .orElse("size not known");
  }

  private static void sizes(ObjectNode node, Optional<ModelCard> card) {
    put(node, "parameters", card, ModelCard::parameters);
    put(node, "active_parameters", card, ModelCard::activeParameters);
    put(node, "weight_bytes_per_token", card, ModelCard::weightBytesPerToken);
    put(node, "kv_bytes_per_token", card, PublishedText::perToken);
    put(node, "kv_bytes_at_32768", card, PublishedText::atLength);
    node.put("sizes", card.map(facts -> facts.check().caution().orElse("checked")).orElse(null));
  }

  private static void put(
      ObjectNode node,
      String name,
      Optional<ModelCard> card,
      Function<ModelCard, OptionalLong> of) {
    OptionalLong value = card.map(of).orElse(OptionalLong.empty());
    node.put(name, value.isPresent() ? (Long) value.getAsLong() : null);
  }

  private static String shown(Unit unit, OptionalLong value) {
    return value.isPresent() ? unit.shown(Cell.of(value.getAsLong())) : "?";
  }

  private static OptionalLong perToken(ModelCard facts) {
    return facts.cache().stream().mapToLong(CacheShape::bytesPerToken).findFirst();
  }

  private static OptionalLong atLength(ModelCard facts) {
    return facts.cache().stream().mapToLong(cache -> cache.bytes(LONG_CONTEXT)).findFirst();
  }
}
