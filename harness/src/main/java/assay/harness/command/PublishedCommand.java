package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.reproduce.PublishedText;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.reports.axes.CostAxis;
import assay.reports.axes.ModelCost;
import assay.reports.axes.ParetoFront;
import assay.reports.axes.PublishedCosts;
import assay.reports.chart.ChartPng;
import assay.reports.chart.FrontChart;
import assay.reports.table.Cell;
import assay.reports.table.Unit;
import assay.results.published.EveryEvalScores;
import assay.results.published.MalformedScoresException;
import assay.results.published.PublishedModels;
import assay.results.published.PublishedScore;
import assay.results.published.PublishedScore.Kind;
import assay.results.published.PublishedScores;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
      "  assay published --suite mmlu-pro --add every/data/mmlu-pro/org/model/UUID.json",
      "  assay published qwen2 --suite mmlu-pro --kind base --source QB2 --sizes",
      "",
      "\"unverified\" stands by a figure that was not found in a stored copy of its",
      "source.",
      "",
      "--json prints an array of objects: model, kind, suite, value (percent), n,",
      "shots, prompt, sampling, window, extractor, aggregate (macro or micro), date,",
      "source, location, copy (what figures were checked against), secondary, note,",
      "checked; with --sizes parameters, active_parameters, weight_bytes_per_token,",
      "kv_bytes_per_token, kv_bytes_at_32768 and sizes (checked or what is in doubt).",
      "What a source does not state is null."
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

  @Option(
      names = "--source",
      paramLabel = "KEY",
      description = "Only figures of this source, such as QB2; the key stands in brackets.")
  private String source;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only models of this kind: base or instruct.")
  private Kind kind;

  @Option(
      names = "--sizes",
      description = {
        "The sizes of the models beside their figures: parameters in all and active, bytes of"
            + " weights read for a token decoded alone, bytes of KV cache per token and at 32,768"
            + " tokens (entries of 16 bits)."
      })
  private boolean sizes;

  @Option(
      names = "--picture",
      paramLabel = "FILE.png",
      description = "Draw the figures of one suite against active parameters.")
  private Path picture;

  @Option(
      names = "--add",
      paramLabel = "FILE",
      description =
          "Figures of an aggregate file of Every Eval Ever too, unverified; may be given several"
              + " times.")
  private List<Path> added = List.of();

  @Option(names = "--json", description = "Print one JSON array instead of a table.")
  private boolean json;

  PublishedCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    PublishedScores registry = registry();
    List<PublishedScore> exact = model.isEmpty() ? registry.all() : registry.of(model);
    String part = model.toLowerCase(Locale.ROOT);
    List<PublishedScore> found =
        (exact.isEmpty()
                ? registry.all().stream()
                    .filter(score -> score.model().toLowerCase(Locale.ROOT).contains(part))
                    .toList()
                : exact)
            .stream().filter(this::wanted).toList();
    if (found.isEmpty()) {
      throw new UsageException(
          "no published score of %s%s; `assay published` lists all"
              .formatted(model, suite == null ? "" : " on " + suite));
    }
    if (picture != null) {
      draw(found);
    }
    PublishedText text = new PublishedText(PublishedModels.bundled(), sizes);
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      found.forEach(score -> array.add(text.json(score)));
      console.out().println(array.toPrettyString());
    } else {
      found.forEach(score -> console.out().println(text.line(score)));
    }
    return 0;
  }

  private PublishedScores registry() throws IOException {
    List<PublishedScore> all = new ArrayList<>(catalog.published().all());
    for (Path file : added) {
      EveryEvalScores.Found found = read(file);
      all.addAll(found.scores());
      found.leftOut().forEach(words -> console.remark("left out  %s: %s".formatted(file, words)));
    }
    return new PublishedScores(all);
  }

  private static EveryEvalScores.Found read(Path file) throws IOException {
    try {
      return EveryEvalScores.read(file);
    } catch (MalformedScoresException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private boolean wanted(PublishedScore score) {
    return (suite == null || score.suite().equals(suite))
        && (source == null || score.provenance().source().key().equalsIgnoreCase(source))
        && (kind == null || score.kind() == kind);
  }

  private void draw(List<PublishedScore> figures) throws IOException {
    if (figures.stream().map(PublishedScore::suite).distinct().count() > 1) {
      throw new UsageException(
          "--picture: these figures are of several suites; name one by --suite");
    }
    List<ModelCost> costs = PublishedCosts.of(figures, PublishedModels.bundled());
    ParetoFront front =
        ParetoFront.of(CostAxis.ACTIVE_PARAMETERS, costs)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--picture: of fewer than two of these models the size is known"));
    List<String> names = costs.stream().map(ModelCost::run).toList();
    ChartPng.write(
        "Published %s against active parameters, %%".formatted(figures.getFirst().suite()),
        FrontChart.of(front, value -> Unit.PARAMETERS.shown(Cell.of(value)), names::indexOf),
        picture);
  }
}
