package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.command.ComparedRuns.Pair;
import assay.harness.options.AttemptFlags;
import assay.harness.options.DifficultyFlag;
import assay.harness.options.DoubtfulFlag;
import assay.harness.options.RankFlag;
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
import assay.reports.run.AttemptChoice;
import assay.reports.run.Ballot;
import assay.reports.run.CallUse;
import assay.reports.run.Sharing;
import assay.reports.section.CallTables;
import assay.results.Draw;
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
      "Samples are the same where id and content are; others are named and left out. Those that"
          + " --limit drew are weighed; McNemar's test counts discordant pairs alike.",
      "With --doubtful, the difference without the questions whose key is disputed stands beside"
          + " the official one, never in its place."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay compare runs/a runs/b",
      "  assay compare runs/a runs/b --json | jq .sentence",
      "  assay compare runs/a runs/b runs/c --markdown compare.md",
      "      several runs: a ranking with simultaneous intervals, and each run",
      "      against the first",
      "",
      "--json prints for two runs one object with n, scoreA, scoreB, difference (B -",
      "A), interval ([low, high], 95 %%), pValue, onlyA, onlyB (samples that only one",
      "got right), sentence, bootstrapInterval, detectable, leftOut, groups (with",
      "adjustedP), flipCauses, flips, and for runs of several attempts attemptFigures",
      "(pass@k, avg@k, maj@k, cons@k), and calls (tokens, answers from the cache, time",
      "to first token, cost) where they are known; for more an object with ranking and",
      "comparisons. With --doubtful, withoutDoubtful: leftOut, n, scoreA, scoreB,",
      "difference, interval, pValue over the other questions."
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
  @Mixin private RankFlag rank;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Also write it as Markdown.")
  private Path markdown;

  @Mixin private DifficultyFlag difficulty;
  @Mixin private DoubtfulFlag doubtful;

  CompareCommand(Console console, Catalog catalog) {
    this.console = console;
    this.catalog = catalog;
  }

  @Override
  public Integer call() throws IOException {
    // First, so that what it takes is gone when the verdicts of all samples are held.
    List<Optional<CallUse>> uses = new ArrayList<>();
    for (Path run : runs) {
      uses.add(Outcomes.calls(catalog, run));
    }
    List<Baseline> read = new ArrayList<>();
    Sharing sharing = new Sharing();
    for (Path run : runs) {
      read.add(Outcomes.baseline(catalog, run, runs, Optional.ofNullable(scorer), sharing));
    }
    Ranking.Order order = rank.order(runs.size());
    List<RunOutcomes> outcomes = read.stream().map(Baseline::outcomes).toList();
    if (outcomes.stream().map(RunOutcomes::name).distinct().count() < outcomes.size()) {
      throw new UsageException("two of the runs have the same name; name each run once");
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 1; i < outcomes.size(); i++) {
      pairs.add(
          new Pair(Comparison.of(outcomes.getFirst(), outcomes.get(i)), attempts(outcomes, i)));
    }
    Optional<Ranking> ranking =
        outcomes.size() > 2 ? Optional.of(Ranking.of(outcomes, order)) : Optional.empty();
    ComparedRuns found =
        new ComparedRuns(
            ranking,
            pairs,
            adjusted(pairs, read),
            new PairsInDoubt(catalog, doubtful).of(pairs, runs),
            calls(outcomes, uses));
    if (markdown != null) {
      Files.writeString(markdown, found.markdown(mostFlips));
    }
    console.out().print(json ? found.json() : found.text(mostFlips));
    return 0;
  }

  private static List<CallTables.Row> calls(
      List<RunOutcomes> outcomes, List<Optional<CallUse>> uses) {
    List<CallTables.Row> rows = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      String name = outcomes.get(i).name();
      uses.get(i).ifPresent(use -> rows.add(new CallTables.Row(name, use)));
    }
    return rows;
  }

  private List<Adjustment> adjusted(List<Pair> pairs, List<Baseline> read) throws IOException {
    Optional<Difficulty> known = difficulty.read();
    List<Adjustment> adjusted = new ArrayList<>();
    for (int i = 0; known.isPresent() && i < pairs.size(); i++) {
      Optional<Draw> draw =
          Stream.of(read.getFirst(), read.get(i + 1))
              .flatMap(each -> each.draw().stream())
              .findFirst();
      adjusted.add(Adjustment.of(pairs.get(i).comparison(), draw, known.get()));
    }
    return adjusted;
  }

  private AttemptDifferences attempts(List<RunOutcomes> outcomes, int other) throws IOException {
    AttemptChoice choice =
        attempts.choice(Math.min(most(outcomes.getFirst()), most(outcomes.get(other))));
    return AttemptDifferences.of(
        outcomes.getFirst().name(),
        ballots(0, choice),
        outcomes.get(other).name(),
        ballots(other, choice),
        choice.ks());
  }

  private static int most(RunOutcomes run) {
    return run.samples().stream().mapToInt(each -> each.attempts().size()).max().orElse(1);
  }

  private List<Ballot> ballots(int run, AttemptChoice choice) throws IOException {
    return Outcomes.ballots(catalog, runs.get(run), Optional.ofNullable(scorer), choice.likeness());
  }
}
