package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.options.DifficultyFlag;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.harness.stored.Outcomes;
import assay.reports.compare.Comparison;
import assay.reports.compare.Ranking;
import assay.reports.compare.RunOutcomes;
import assay.reports.difficulty.Adjustment;
import assay.reports.difficulty.Difficulty;
import assay.reports.gate.Baseline;
import assay.reports.render.ComparisonRenderer;
import assay.results.Draw;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares stored runs sample by sample.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares runs sample by sample: which verdicts changed and why, the difference with its"
          + " paired 95 %% interval, and one sentence that says what follows.",
      "Samples are the same where id and content are; others are named and left out."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay compare runs/a runs/b",
      "  assay compare runs/a runs/b --json | jq .sentence",
      "  assay compare runs/a runs/b runs/c --markdown compare.md",
      "      several runs: a ranking with simultaneous intervals, and each run against the first",
      "",
      "--json prints for two runs one object with n, scoreA, scoreB, difference (B - A), interval",
      "([low, high], 95 %%), pValue, onlyA, onlyB (samples that only one got right), sentence,",
      "bootstrapInterval, detectable, leftOut, groups (with adjustedP), flipCauses, flips; for"
          + " more",
      "an object with ranking and comparisons."
    })
final class CompareCommand implements Callable<Integer> {
  private static final int MOST_FLIPS = 20;

  private final Console console;
  private final Catalog catalog;

  @Parameters(arity = "2..*", paramLabel = "RUN", description = "Folders of runs, or baselines.")
  private List<Path> runs = List.of();

  @Option(
      names = "--scorer",
      paramLabel = "NAME",
      description = "Compare the verdicts of this scorer (default: the protocol's own).")
  private String scorer;

  @Option(
      names = "--flips",
      paramLabel = "N",
      defaultValue = "" + MOST_FLIPS,
      description = "Most changed verdicts to list (default: ${DEFAULT-VALUE}); --json has all.")
  private int mostFlips;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Also write it as Markdown.")
  private Path markdown;

  @Mixin private DifficultyFlag difficulty;

  CompareCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    List<Baseline> read = new ArrayList<>();
    for (Path run : runs) {
      read.add(Outcomes.baseline(catalog, run, runs, Optional.ofNullable(scorer)));
    }
    List<RunOutcomes> outcomes = read.stream().map(Baseline::outcomes).toList();
    if (outcomes.stream().map(RunOutcomes::name).distinct().count() < outcomes.size()) {
      throw new UsageException("two of the runs have the same name; name each run once");
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (RunOutcomes other : outcomes.subList(1, outcomes.size())) {
      comparisons.add(Comparison.of(outcomes.getFirst(), other));
    }
    Optional<Ranking> ranking =
        outcomes.size() > 2 ? Optional.of(Ranking.of(outcomes)) : Optional.empty();
    if (markdown != null) {
      Files.writeString(markdown, markdown(comparisons, ranking));
    }
    List<Adjustment> adjusted = adjusted(comparisons, read);
    console
        .out()
        .print(json ? json(comparisons, ranking, adjusted) : text(comparisons, ranking, adjusted));
    return 0;
  }

  private List<Adjustment> adjusted(List<Comparison> comparisons, List<Baseline> read)
      throws IOException {
    Optional<Difficulty> known = difficulty.read();
    List<Adjustment> adjusted = new ArrayList<>();
    for (int i = 0; known.isPresent() && i < comparisons.size(); i++) {
      Optional<Draw> draw =
          Stream.of(read.getFirst(), read.get(i + 1))
              .flatMap(each -> each.draw().stream())
              .findFirst();
      adjusted.add(Adjustment.of(comparisons.get(i), draw, known.get()));
    }
    return adjusted;
  }

  private String text(
      List<Comparison> comparisons, Optional<Ranking> ranking, List<Adjustment> adjusted) {
    List<String> parts = new ArrayList<>();
    ranking.map(ComparisonRenderer::text).ifPresent(parts::add);
    comparisons.forEach(each -> parts.add(ComparisonRenderer.text(each, mostFlips)));
    adjusted.forEach(each -> parts.add(each.words() + "\n"));
    return String.join("\n", parts);
  }

  private String markdown(List<Comparison> comparisons, Optional<Ranking> ranking) {
    List<String> parts = new ArrayList<>();
    ranking.map(ComparisonRenderer::markdown).ifPresent(parts::add);
    comparisons.forEach(each -> parts.add(ComparisonRenderer.markdown(each, mostFlips)));
    return String.join("\n", parts);
  }

  private static String json(
      List<Comparison> comparisons, Optional<Ranking> ranking, List<Adjustment> adjusted) {
    if (ranking.isEmpty()) {
      ObjectNode only = ComparisonRenderer.json(comparisons.getFirst());
      adjusted.forEach(each -> only.set("adjusted", each.json()));
      return ComparisonRenderer.pretty(only) + "\n";
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("ranking", ComparisonRenderer.json(ranking.get()));
    comparisons.stream().map(ComparisonRenderer::json).forEach(node.putArray("comparisons")::add);
    adjusted.forEach(each -> node.withArray("adjusted").add(each.json()));
    return ComparisonRenderer.pretty(node) + "\n";
  }
}
