package assay.harness.command;

import assay.harness.catalog.Catalog;
import assay.harness.command.ComparedRuns.Pair;
import assay.harness.options.DoubtfulFlag;
import assay.harness.run.UsageException;
import assay.harness.stored.Outcomes;
import assay.reports.compare.Comparison;
import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.doubt.DoubtfulDifference;
import assay.reports.doubt.DoubtfulKeys;
import assay.reports.gate.BaselineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Pairs of runs without the questions in doubt. A question is left out of a pair if it is in doubt
/// in either run.
///
/// @param catalog that opens the runs
/// @param flag that names the lists
record PairsInDoubt(Catalog catalog, DoubtfulFlag flag) {
  private static final int MOST_NAMED = 5;

  /// What is said of one pair: the difference without them, or why there is none.
  record Beside(String words, Optional<DoubtfulDifference> difference) {}

  /// Returns what is said of each pair, in their order; nothing where no list was given.
  ///
  /// @param runs that the first pair is of, then the second run of each further one
  /// @throws UsageException if the lists are of other suites, or a pair has no reference answers
  ///   where the lists doubt one alone
  List<Beside> of(List<Pair> pairs, List<Path> runs) throws IOException {
    Optional<DoubtfulKeys> keys = flag.read();
    if (keys.isEmpty()) {
      return List.of();
    }
    List<Set<String>> inDoubt = new ArrayList<>();
    for (Path run : runs) {
      inDoubt.add(Outcomes.inDoubt(catalog, run, keys.get()).keySet());
    }
    List<Beside> all = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Comparison comparison = pairs.get(i).comparison();
      requireSuite(comparison.a().suite(), keys.get());
      if (BaselineFile.isBaseline(runs.getFirst()) && BaselineFile.isBaseline(runs.get(i + 1))) {
        requireNoAnswers(comparison, keys.get(), runs.getFirst() + " or " + runs.get(i + 1));
      }
      Set<String> either = new HashSet<>(inDoubt.getFirst());
      either.addAll(inDoubt.get(i + 1));
      all.add(beside(comparison, either));
    }
    return all;
  }

  private void requireSuite(String suite, DoubtfulKeys keys) {
    if (!keys.tasks().contains(suite)) {
      throw new UsageException(
          "--doubtful %s has questions of %s, and the runs are of %s"
              .formatted(flag.names(), String.join(", ", keys.tasks()), suite));
    }
  }

  private void requireNoAnswers(Comparison comparison, DoubtfulKeys keys, String files) {
    Set<String> undecided = keys.withOneAnswer(comparison.a().suite());
    for (RunOutcomes each : List.of(comparison.a(), comparison.b())) {
      undecided =
          each.samples().stream()
              .map(SampleOutcome::id)
              .filter(undecided::contains)
              .collect(Collectors.toCollection(LinkedHashSet::new));
    }
    if (!undecided.isEmpty()) {
      throw new UsageException(
          "--doubtful %s: of %d %s (%s%s) one reference answer alone is in doubt, and a baseline file keeps none: name the folder of a run in place of %s"
              .formatted(
                  flag.names(),
                  undecided.size(),
                  undecided.size() == 1 ? "sample" : "samples",
                  undecided.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")),
                  undecided.size() > MOST_NAMED ? ", ..." : "",
                  files));
    }
  }

  private static Beside beside(Comparison comparison, Set<String> inDoubt) {
    Optional<DoubtfulDifference> difference = DoubtfulDifference.of(comparison, inDoubt);
    String names = comparison.b().name() + " beside " + comparison.a().name();
    return new Beside(
        difference
            .map(DoubtfulDifference::words)
            .orElse(names + ": none of the samples is in doubt, or all are"),
        difference);
  }
}
