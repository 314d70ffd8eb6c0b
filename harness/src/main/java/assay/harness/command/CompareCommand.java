package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.options.AttemptFlags;
import assay.harness.options.DifficultyFlag;
import assay.harness.run.Console;
import assay.harness.run.UsageException;
import assay.harness.stored.Outcomes;
import assay.reports.compare.AttemptDifferences;
import assay.reports.compare.Comparison;
import assay.reports.compare.Ranking;
import assay.reports.compare.RunOutcomes;
import assay.reports.difficulty.Adjustment;
import assay.reports.difficulty.Difficulty;
import assay.reports.gate.Baseline;
import assay.reports.render.ComparisonRenderer;
import assay.reports.run.AttemptChoice;
import assay.reports.run.Ballot;
import assay.reports.section.AttemptTables;
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
      "bootstrapInterval, detectable, leftOut, groups (with adjustedP), flipCauses, flips, and for"
          + " runs",
      "of several attempts attemptFigures (pass@k, avg@k, maj@k, cons@k); for more",
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

  @Mixin private AttemptFlags attempts;

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
    List<Compared> comparisons = new ArrayList<>();
    for (int i = 1; i < outcomes.size(); i++) {
      comparisons.add(
          new Compared(Comparison.of(outcomes.getFirst(), outcomes.get(i)), attempts(outcomes, i)));
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

  private List<Adjustment> adjusted(List<Compared> comparisons, List<Baseline> read)
      throws IOException {
    Optional<Difficulty> known = difficulty.read();
    List<Adjustment> adjusted = new ArrayList<>();
    for (int i = 0; known.isPresent() && i < comparisons.size(); i++) {
      Optional<Draw> draw =
          Stream.of(read.getFirst(), read.get(i + 1))
              .flatMap(each -> each.draw().stream())
              .findFirst();
      adjusted.add(Adjustment.of(comparisons.get(i).comparison(), draw, known.get()));
    }
    return adjusted;
  }

  /// A run beside the first.
  private record Compared(Comparison comparison, AttemptDifferences attempts) {
    String text(int mostFlips) {
      String several = ComparisonRenderer.text(attempts);
      return ComparisonRenderer.text(comparison, mostFlips)
          + (several.isEmpty() ? "" : "\n" + several);
    }

    String markdown(int mostFlips) {
      return ComparisonRenderer.markdown(comparison, mostFlips)
          + ComparisonRenderer.markdown(attempts);
    }

    ObjectNode json() {
      ObjectNode node = ComparisonRenderer.json(comparison);
      if (!attempts.rows().isEmpty()) {
        node.set("attemptFigures", AttemptTables.json(attempts));
      }
      return node;
    }
  }

  private AttemptDifferences attempts(List<RunOutcomes> outcomes, int other) throws IOException {
    AttemptChoice choice = attempts.choice();
    return AttemptDifferences.of(
        outcomes.getFirst().name(),
        ballots(0, choice),
        outcomes.get(other).name(),
        ballots(other, choice),
        choice.ks());
  }

  private List<Ballot> ballots(int run, AttemptChoice choice) throws IOException {
    return Outcomes.ballots(catalog, runs.get(run), Optional.ofNullable(scorer), choice.likeness());
  }

  private String text(
      List<Compared> comparisons, Optional<Ranking> ranking, List<Adjustment> adjusted) {
    List<String> parts = new ArrayList<>();
    ranking.map(ComparisonRenderer::text).ifPresent(parts::add);
    comparisons.forEach(each -> parts.add(each.text(mostFlips)));
    adjusted.forEach(each -> parts.add(each.words() + "\n"));
    return String.join("\n", parts);
  }

  private String markdown(List<Compared> comparisons, Optional<Ranking> ranking) {
    List<String> parts = new ArrayList<>();
    ranking.map(ComparisonRenderer::markdown).ifPresent(parts::add);
    comparisons.forEach(each -> parts.add(each.markdown(mostFlips)));
    return String.join("\n", parts);
  }

  private static String json(
      List<Compared> comparisons, Optional<Ranking> ranking, List<Adjustment> adjusted) {
    if (ranking.isEmpty()) {
      ObjectNode only = comparisons.getFirst().json();
      adjusted.forEach(each -> only.set("adjusted", each.json()));
      return ComparisonRenderer.pretty(only) + "\n";
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("ranking", ComparisonRenderer.json(ranking.get()));
    comparisons.stream().map(Compared::json).forEach(node.putArray("comparisons")::add);
    adjusted.forEach(each -> node.withArray("adjusted").add(each.json()));
    return ComparisonRenderer.pretty(node) + "\n";
  }
}
