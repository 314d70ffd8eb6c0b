package assay.harness.stored;

import assay.harness.catalog.Catalog;
import assay.harness.run.UsageException;
import assay.reports.compare.RunOutcomes;
import assay.reports.doubt.DoubtfulKeys;
import assay.reports.gate.Baseline;
import assay.reports.gate.BaselineFile;
import assay.reports.run.AnswerLikeness;
import assay.reports.run.Ballot;
import assay.reports.run.Ballots;
import assay.reports.run.CallUse;
import assay.reports.run.RunNames;
import assay.reports.run.RunRecords;
import assay.reports.run.Sharing;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what comparing needs from a run's folder or a baseline file.
public final class Outcomes {
  private Outcomes() {}

  /// Reads one of several runs, which is named so that it differs from the others.
  public static RunOutcomes read(
      Catalog catalog, Path path, List<Path> all, Optional<String> scorer) throws IOException {
    return baseline(catalog, path, all, scorer).outcomes();
  }

  /// Returns the attempts of a run as votes; none where every sample was tried once, or of a
  /// baseline file, which keeps no answers.
  public static List<Ballot> ballots(
      Catalog catalog, Path path, Optional<String> scorer, AnswerLikeness likeness)
      throws IOException {
    if (BaselineFile.isBaseline(path)) {
      return List.of();
    }
    RunDirectory run = catalog.open(path);
    if (run.manifest().settings().attempts() < 2) {
      return List.of();
    }
    return Ballots.of(
        new RunRecords(path.toString(), run.manifest(), RunRecords.Source.of(run)),
        scorer.orElse(run.manifest().scorers().getFirst()),
        likeness);
  }

  /// Returns what is known of the calls of a run; empty for a baseline file.
  public static Optional<CallUse> calls(Catalog catalog, Path path) throws IOException {
    if (BaselineFile.isBaseline(path)) {
      return Optional.empty();
    }
    RunDirectory run = catalog.open(path);
    return Optional.of(
        CallUse.of(new RunRecords(path.toString(), run.manifest(), RunRecords.Source.of(run))));
  }

  /// Returns the questions in doubt of a run, by id with their kind. Of a baseline file, which
  /// keeps no reference answers, they are those that are in doubt with any.
  public static Map<String, String> inDoubt(Catalog catalog, Path path, DoubtfulKeys keys)
      throws IOException {
    if (BaselineFile.isBaseline(path)) {
      return keys.always(BaselineFile.read(path).outcomes().suite());
    }
    RunDirectory run = catalog.open(path);
    return keys.in(new RunRecords(path.toString(), run.manifest(), RunRecords.Source.of(run)));
  }

  /// Returns the outcomes with what is known of how they were made.
  public static Baseline baseline(
      Catalog catalog, Path path, List<Path> all, Optional<String> scorer) throws IOException {
    return baseline(catalog, path, all, scorer, new Sharing());
  }

  /// Returns the outcomes of one of several runs that are all held, with what is known of how they
  /// were made.
  ///
  /// @param sharing of what the runs have alike
  public static Baseline baseline(
      Catalog catalog, Path path, List<Path> all, Optional<String> scorer, Sharing sharing)
      throws IOException {
    if (BaselineFile.isBaseline(path)) {
      Baseline stored = BaselineFile.read(path);
      return new Baseline(
          stored.outcomes(), stored.manifest().map(catalog.benchmarks()::completed));
    }
    RunDirectory run = catalog.open(path);
    if (scorer.isPresent() && !run.manifest().scorers().contains(scorer.get())) {
      throw new UsageException(
          "--scorer %s: %s was judged by %s"
              .formatted(scorer.get(), path, String.join(", ", run.manifest().scorers())));
    }
    String name = RunNames.among(path, all);
    return Baseline.of(
        new RunRecords(name, run.manifest(), RunRecords.Source.of(run)), scorer, sharing);
  }
}
