package assay.harness.gate;

import assay.harness.run.Console;
import assay.harness.run.Runner;
import assay.reports.compare.RunOutcomes;
import assay.reports.gate.Baseline;
import assay.reports.gate.GateDemands;
import assay.reports.gate.MustSolve;
import assay.reports.gate.RegressionCheck;
import assay.reports.gate.RegressionGate.Decision;
import assay.reports.gate.RegressionGate.GateOutcome;
import assay.reports.gate.RunningGate;
import assay.reports.run.RunRecords;
import assay.results.Draw;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.SelectedRows;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Asks a candidate the baseline's samples, in parts, and stops at the first sure decision.
///
/// Samples that must stay solved are asked first: if one is lost, the gate stays closed whatever
/// the score, and nothing more is asked. Everything asked is a record of the candidate's run, so
/// that a gate which was killed goes on where it was, and one that has decided asks nothing again.
public final class LiveGate {
  private final Baseline baseline;
  private final GateDemands demands;
  private final RunningGate gate;
  private final Console console;
  private long attemptsDone;
  private long nanos;

  /// Creates the gate.
  ///
  /// @throws assay.reports.compare.IncomparableRunsException if the baseline has no measured sample
  public LiveGate(Baseline baseline, GateDemands demands, Console console) {
    this.baseline = baseline;
    this.demands = demands;
    this.gate = new RunningGate(demands.gate(), baseline.outcomes(), demands.seed());
    this.console = console;
  }

  /// Returns a candidate's manifest with what the gate asks of the data.
  public RunManifest manifest(RunManifest planned, RunManifest of) {
    DatasetIdentity data = planned.dataset();
    boolean all = of.dataset().selection().equals("all") && gate.looks() == 1;
    String selection = all ? "all" : selection();
    List<String> deviations = new ArrayList<>(planned.deviations());
    deviations.removeIf(words -> words.startsWith("samples: "));
    if (!all) {
      deviations.addFirst("samples: " + selection);
    }
    // A part of a draw is no draw: only all of its rows can be weighed.
    Optional<Draw> draw = gate.looks() == 1 ? of.dataset().selected().draw() : Optional.empty();
    return planned.over(data.select(new SelectedRows(selection, draw), data.rows()), deviations);
  }

  private String selection() {
    String rows = "%d rows of baseline %s".formatted(gate.samples(), baseline.outcomes().name());
    return gate.looks() == 1
        ? rows
        : "up to %s, in %d parts in the random order of seed %d, until a gate decides (margin %s, error rate %s)"
            .formatted(
                rows, gate.looks(), demands.seed(), demands.gate().margin(), demands.gate().rate());
  }

  /// Asks until the gate decides.
  ///
  /// @param name what reports call the candidate
  /// @param retryUnmeasured whether attempts that were not measured are done again
  /// @throws assay.harness.run.RunFailedException if the run cannot go on
  /// @throws assay.reports.compare.IncomparableRunsException if nothing that was asked could be
  ///   measured
  public RegressionCheck run(
      Runner runner, RunDirectory candidate, String name, boolean retryUnmeasured)
      throws IOException, InterruptedException {
    Set<String> asked = new LinkedHashSet<>(demands.mustSolve());
    ask(runner, candidate, retryUnmeasured, demands.mustSolve());
    RunOutcomes outcomes = outcomes(candidate, name);
    MustSolve unsolved = MustSolve.of(baseline.outcomes(), outcomes, demands.mustSolve());
    if (!unsolved.all().isEmpty()) {
      return ended(outcomes, asked);
    }
    GateOutcome outcome = null;
    int look = 0;
    do {
      look++;
      Set<String> batch = gate.batch(look);
      batch.removeAll(asked);
      asked.addAll(batch);
      ask(runner, candidate, retryUnmeasured, batch);
      outcomes = outcomes(candidate, name);
      outcome = gate.look(outcomes, look);
      say(outcome);
    } while (outcome.decision() == Decision.UNDECIDED && look < gate.looks());
    return RegressionCheck.stopped(
        baseline.outcomes(), outcomes, demands, outcome, gate.upTo(look), saved(outcome.saved()));
  }

  private void ask(Runner runner, RunDirectory candidate, boolean retryUnmeasured, Set<String> ids)
      throws IOException, InterruptedException {
    if (ids.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    attemptsDone += runner.run(candidate, retryUnmeasured, ids::contains);
    nanos += System.nanoTime() - start;
  }

  private RunOutcomes outcomes(RunDirectory candidate, String name) {
    return RunOutcomes.of(
        new RunRecords(name, candidate.manifest(), RunRecords.Source.of(candidate)),
        Optional.of(baseline.outcomes().scorer()));
  }

  private RegressionCheck ended(RunOutcomes outcomes, Set<String> asked) {
    int left =
        gate.samples() - (int) gate.upTo(gate.looks()).stream().filter(asked::contains).count();
    GateOutcome none = GateOutcome.ofNothing(left, 0);
    return RegressionCheck.stopped(
        baseline.outcomes(), outcomes, demands, none, asked, saved(left));
  }

  private void say(GateOutcome outcome) {
    console.remark(
        String.format(
            Locale.ROOT,
            "look %d of %d: %d of %d samples, difference %+.2f points, %s",
            outcome.look(),
            gate.looks(),
            outcome.used(),
            outcome.available(),
            100 * outcome.difference(),
            outcome.decision().name().toLowerCase(Locale.ROOT)));
  }

  /// What was asked now took so long that the rest would have taken so long; unknown where all of
  /// it was stored already.
  private Optional<Duration> saved(int samples) {
    int attempts = baseline.manifest().map(each -> each.settings().attempts()).orElse(1);
    return attemptsDone == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanos / attemptsDone * samples * attempts));
  }
}
