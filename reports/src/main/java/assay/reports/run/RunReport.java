package assay.reports.run;

import assay.results.Convention;
import assay.results.RunManifest;
import java.util.List;
import java.util.Objects;

/// Every figure of one run.
///
/// @param records the run, to be read again where its texts are shown
/// @param samples distinct samples with a record
/// @param scorers one for each scorer, the protocol's own first; empty if the run has no record
/// @param breakdowns accuracy of the protocol's own scorer by facet
/// @param attemptFigures what several attempts at a sample come to; empty if every sample was tried
///   once
/// @param calls what the run consumed, and what is known of its calls
/// @param times how long its answers took
/// @param repeats attempts that were done again
public record RunReport(
    RunRecords records,
    int samples,
    List<ScorerReport> scorers,
    List<Breakdown> breakdowns,
    List<AttemptFigure> attemptFigures,
    CallUse calls,
    AnswerTimes times,
    RepeatedAttempts repeats) {

  public RunReport {
    Objects.requireNonNull(records);
    scorers = List.copyOf(scorers);
    breakdowns = List.copyOf(breakdowns);
    attemptFigures = List.copyOf(attemptFigures);
    Objects.requireNonNull(calls);
    Objects.requireNonNull(times);
    Objects.requireNonNull(repeats);
  }

  /// Returns the figures of a run.
  ///
  /// @throws InconsistentRecordsException as the other method of this name
  public static RunReport of(RunRecords records) {
    return of(records, AttemptChoice.DEFAULT, new Sharing());
  }

  /// Returns the figures of a run, reading its records once, and again where samples were tried
  /// several times.
  ///
  /// @param sharing of what the runs of a report have alike, as ids are
  /// @throws InconsistentRecordsException if an attempt is recorded twice or records were judged by
  ///   different scorers
  public static RunReport of(RunRecords records, AttemptChoice choice, Sharing sharing) {
    List<ScoredAttempt> attempts = AttemptReader.read(records, sharing);
    CallUse calls = CallUse.of(attempts);
    AnswerTimes times = AnswerTimes.of(attempts);
    RepeatedAttempts repeats = RepeatedAttempts.of(records);
    if (attempts.isEmpty()) {
      return new RunReport(records, 0, List.of(), List.of(), List.of(), calls, times, repeats);
    }
    List<String> scorers = List.copyOf(attempts.getFirst().verdicts().keySet());
    String own = scorers.getFirst();
    SampleWeights weights = SampleWeights.of(records.manifest().dataset());
    Convention convention = records.manifest().protocol().facts().convention();
    int samples = (int) attempts.stream().map(ScoredAttempt::sampleId).distinct().count();
    return new RunReport(
        records,
        samples,
        scorers.stream()
            .map(scorer -> ScorerReport.of(attempts, scorer, own, convention, weights))
            .toList(),
        Breakdown.all(attempts, own, weights),
        samples == attempts.size()
            ? List.of()
            : AttemptFigure.all(Ballots.of(records, own, choice.likeness()), choice.ks()),
        calls,
        times,
        repeats);
  }

  /// Returns the tokens that the run consumed.
  public TokenUse tokens() {
    return calls.tokens();
  }

  /// Returns the run's name.
  public String name() {
    return records.name();
  }

  /// Returns what was run.
  public RunManifest manifest() {
    return records.manifest();
  }

  /// Returns how many attempts have a record.
  public long attempts() {
    return scorers.isEmpty() ? 0 : scorers.getFirst().accuracy().counts().total();
  }

  /// Returns how many attempts the run was to make.
  public long plannedAttempts() {
    return (long) manifest().dataset().rows().size() * manifest().settings().attempts();
  }

  /// Returns whether attempts are missing, so that every figure is preliminary.
  public boolean incomplete() {
    return attempts() < plannedAttempts();
  }
}
