package assay.results.store;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.ForeignNames;
import assay.results.ForeignNames.Extractor;
import assay.results.OptionRule;
import assay.results.ProtocolFacts;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore.Kind;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a benchmark says of suite and protocol, as a manifest holds it. Manifests of the same
/// format that were written before `names`, `choices` and `comparable` have none of them.
final class FactsCodec {
  private FactsCodec() {}

  static void write(ObjectNode node, SuiteFacts facts) {
    node.put("dated", facts.dated());
    facts.hub().ifPresent(hub -> hub(node.putObject("hub"), hub));
    facts.names().ifPresent(names -> names(node.putObject("names"), names));
    facts
        .choices()
        .ifPresent(
            rule -> {
              ObjectNode choices = node.putObject("choices").put("most", rule.most());
              rule.filler().ifPresent(text -> choices.put("filler", text));
            });
  }

  private static void hub(ObjectNode node, HubDataset hub) {
    node.put("repository", hub.repository());
    hub.subset().ifPresent(subset -> node.put("subset", subset));
    node.put("split", hub.split());
  }

  private static void names(ObjectNode node, ForeignNames names) {
    ManifestCodec.list(node, "tasks", names.tasks());
    names.alike().ifPresent(expression -> node.put("alike", expression));
    ManifestCodec.list(node, "published", names.published());
    ManifestCodec.list(node, "partOf", names.partOf());
    ArrayNode extractors = node.putArray("extractors");
    names
        .extractors()
        .forEach(
            each ->
                extractors
                    .addObject()
                    .put("name", each.name())
                    .put("scorer", each.scorer())
                    .put("guesses", each.guesses()));
  }

  static SuiteFacts suite(Fields facts) {
    return new SuiteFacts(
        facts.flag("dated"),
        facts
            .optionalFields("hub")
            .map(
                hub ->
                    new HubDataset(
                        hub.text("repository"), hub.optionalText("subset"), hub.text("split"))),
        facts.optionalFields("names").map(FactsCodec::names),
        facts
            .optionalFields("choices")
            .map(rule -> new OptionRule(rule.integer("most"), rule.optionalText("filler"))));
  }

  private static ForeignNames names(Fields names) {
    return new ForeignNames(
        names.texts("tasks"),
        names.optionalText("alike"),
        names.texts("published"),
        names.texts("partOf"),
        names.objects(
            "extractors",
            each -> new Extractor(each.text("name"), each.text("scorer"), each.flag("guesses"))));
  }

  static void write(ObjectNode node, ProtocolFacts facts) {
    facts.shots().ifPresent(number -> node.put("shots", number));
    node.put("prompt", facts.prompt());
    node.putObject("convention")
        .put("words", facts.convention().words())
        .put("guesses", facts.convention().guesses())
        .put("dropsFailures", facts.convention().dropsFailures());
    facts
        .comparability()
        .ifPresent(
            known -> {
              ObjectNode comparable = node.putObject("comparable");
              ManifestCodec.list(
                  comparable,
                  "unstatedShots",
                  known.unstated().stream().map(FactsCodec::word).sorted().toList());
              known.prompt().ifPresent(prompt -> comparable.put("prompt", prompt));
            });
  }

  static ProtocolFacts protocol(Fields facts) {
    Fields convention = facts.fields("convention");
    return new ProtocolFacts(
        facts.optionalInteger("shots"),
        facts.text("prompt"),
        new Convention(
            convention.text("words"), convention.flag("guesses"), convention.flag("dropsFailures")),
        facts
            .optionalFields("comparable")
            .map(
                known ->
                    new Comparability(
                        known.texts("unstatedShots").stream()
                            .map(FactsCodec::kind)
                            .collect(Collectors.toSet()),
                        known.optionalText("prompt"))));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Kind kind(String word) {
    return switch (word) {
      case "base" -> Kind.BASE;
      case "instruct" -> Kind.INSTRUCT;
      default ->
          throw new Fields.FieldException(
              "field \"protocol.facts.comparable.unstatedShots\" must hold base or instruct, found \"%s\""
                  .formatted(word));
    };
  }
}
