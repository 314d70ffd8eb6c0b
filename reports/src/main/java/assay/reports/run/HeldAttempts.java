package assay.reports.run;

import assay.results.SampleRecord;
import assay.results.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run's attempts as its report keeps them, made of records one by one: by who reads them, or by
/// who writes them, so that they need not be read again. Not thread-safe.
public final class HeldAttempts {
  private final Sharing sharing;
  private final List<ScoredAttempt> attempts = new ArrayList<>();

  /// Creates one that holds none.
  public HeldAttempts() {
    this(new Sharing());
  }

  /// Creates one that holds none.
  ///
  /// @param sharing of what several runs have alike
  HeldAttempts(Sharing sharing) {
    this.sharing = sharing;
  }

  /// Keeps what a report needs of a record.
  public void add(SampleRecord record) {
    attempts.add(slim(ScoredAttempt.of(record)));
  }

  /// Returns the attempts in the order in which they were added.
  List<ScoredAttempt> all() {
    return List.copyOf(attempts);
  }

  private ScoredAttempt slim(ScoredAttempt attempt) {
    return new ScoredAttempt(
        attempt.index(),
        attempt.attempt(),
        sharing.of(attempt.sampleId()),
        sharing.of(attempt.facets()),
        attempt.options(),
        slim(attempt.cost()),
        sharing.of(attempt.verdicts()));
  }

  /// Times differ from call to call, and most else does not.
  private ScoredAttempt.Cost slim(ScoredAttempt.Cost cost) {
    return new ScoredAttempt.Cost(
        cost.answered(),
        sharing.of(cost.usage(), this::slim),
        cost.characters(),
        cost.truncated(),
        cost.elapsed(),
        cost.effort(),
        cost.call().isEmpty() ? Optional.empty() : sharing.of(cost.call()));
  }

  private Usage slim(Usage usage) {
    return new Usage(
        sharing.of(usage.prompt()),
        sharing.of(usage.completion()),
        sharing.of(usage.reasoning()),
        sharing.of(usage.cached()));
  }
}
