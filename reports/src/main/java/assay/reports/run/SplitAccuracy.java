package assay.reports.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The accuracy on some of a run's samples, and on all others.
///
/// @param some by the protocol's own scorer
/// @param others likewise
public record SplitAccuracy(Accuracy some, Accuracy others) {
  public SplitAccuracy {
    Objects.requireNonNull(some);
    Objects.requireNonNull(others);
  }

  /// Reads a run's records once; samples that were drawn are weighed in each part.
  ///
  /// @param ids which samples are some
  /// @throws InconsistentRecordsException if the records contradict each other
  public static SplitAccuracy of(RunRecords run, Set<String> ids) {
    List<ScoredAttempt> some = new ArrayList<>();
    List<ScoredAttempt> others = new ArrayList<>();
    for (ScoredAttempt attempt : AttemptReader.read(run, new Sharing())) {
      (ids.contains(attempt.sampleId()) ? some : others).add(attempt);
    }
    String own = run.manifest().scorers().getFirst();
    SampleWeights weights = SampleWeights.of(run.manifest().dataset());
    return new SplitAccuracy(Accuracy.of(some, own, weights), Accuracy.of(others, own, weights));
  }
}
