package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.results.published.PublishedScore;
import assay.results.published.PublishedScore.Conditions;
import assay.results.published.PublishedScores;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the registry of published scores.
@Command(
    name = "published",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the scores that were published for models, each with its source and how it was"
          + " measured. Figures that contradict each other are all kept."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay published",
      "  assay published Qwen2.5-72B-Instruct",
      "  assay published qwen2.5-72b-instruct --suite mmlu-pro --json",
      "",
      "--json prints an array of objects: model, kind, suite, value (percent), n,",
      "shots, prompt, sampling, window, extractor, date, source, location, secondary,",
      "note; what a source does not state is null."
    })
final class PublishedCommand implements Callable<Integer> {
  private final Console console;
  private final Catalog catalog;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A model's name, or a part of it; whatever the case.")
  private String model = "";

  @Option(names = "--suite", paramLabel = "SUITE", description = "Only this suite.")
  private String suite;

  @Option(names = "--json", description = "Print one JSON array instead of a table.")
  private boolean json;

  PublishedCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    PublishedScores registry = catalog.published();
    List<PublishedScore> exact = model.isEmpty() ? registry.all() : registry.of(model);
    String part = model.toLowerCase(Locale.ROOT);
    List<PublishedScore> found =
        (exact.isEmpty()
                ? registry.all().stream()
                    .filter(score -> score.model().toLowerCase(Locale.ROOT).contains(part))
                    .toList()
                : exact)
            .stream().filter(score -> suite == null || score.suite().equals(suite)).toList();
    if (found.isEmpty()) {
      throw new UsageException(
          "no published score of %s%s; `assay published` lists all"
              .formatted(model, suite == null ? "" : " on " + suite));
    }
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      found.forEach(score -> array.add(json(score)));
      console.out().println(array.toPrettyString());
    } else {
      found.forEach(score -> console.out().println(line(score)));
    }
    return 0;
  }

  private static String line(PublishedScore score) {
    return "%-32s %-14s %6.2f  %s  [%s%s]%s"
        .formatted(
            score.model(),
            score.suite(),
            score.percent(),
            conditions(score.conditions()),
            score.provenance().source().key(),
            score.provenance().source().secondary() ? ", second hand" : "",
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
    return words.toString();
  }

  static ObjectNode json(PublishedScore score) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("model", score.model());
    node.put("kind", score.kind().name().toLowerCase(Locale.ROOT));
    node.put("suite", score.suite()).put("value", score.percent());
    node.put("n", score.n().isPresent() ? (Integer) score.n().getAsInt() : null);
    Conditions how = score.conditions();
    node.put("shots", how.shots().isPresent() ? (Integer) how.shots().getAsInt() : null);
    node.put("prompt", how.prompt().orElse(null)).put("sampling", how.sampling().orElse(null));
    node.put("window", how.window().orElse(null)).put("extractor", how.extractor().orElse(null));
    node.put("date", score.provenance().date().orElse(null));
    node.put("source", score.provenance().source().title());
    node.put("location", score.provenance().source().location());
    node.put("secondary", score.provenance().source().secondary());
    node.put("note", score.provenance().note());
    return node;
  }
}
