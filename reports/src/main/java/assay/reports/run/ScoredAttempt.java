package assay.reports.run;

import assay.results.CallFacts;
import assay.results.Completion;
import assay.results.Effort;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.SampleRecord.AttemptKey;
import assay.results.Usage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a report keeps of one [SampleRecord]: a few words instead of prompt and completion.
///
/// @param index position of the sample in the run
/// @param attempt number of the attempt at it
/// @param sampleId the sample
/// @param facets what the sample is grouped by
/// @param options how many options a multiple-choice question has, or 0
/// @param cost what the attempt took
/// @param verdicts by scorer, the protocol's own first
record ScoredAttempt(
    int index,
    int attempt,
    String sampleId,
    Map<String, String> facets,
    int options,
    Cost cost,
    Map<String, Verdict> verdicts) {

  /// What one attempt took.
  ///
  /// @param answered whether there is a completion
  /// @param usage tokens, where they are known
  /// @param characters code points generated, 0 without a completion
  /// @param truncated whether its completion was cut
  /// @param elapsed wall time of the call; zero where it is not known
  /// @param effort where the time went, if the model told
  /// @param call what the server said of the call, but for the request's id, which no figure needs
  record Cost(
      boolean answered,
      Usage usage,
      int characters,
      boolean truncated,
      Duration elapsed,
      Optional<Effort> effort,
      Optional<CallFacts> call) {
    private static final Cost NONE =
        new Cost(false, Usage.UNKNOWN, 0, false, Duration.ZERO, Optional.empty(), Optional.empty());
  }

  static ScoredAttempt of(SampleRecord record) {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    record.scores().forEach((scorer, score) -> verdicts.put(scorer, Verdict.of(score)));
    return new ScoredAttempt(
        record.index(),
        record.attempt(),
        record.sample().id(),
        record.sample().facets(),
        record.sample().extras() instanceof Sample.Choices choices ? choices.options().size() : 0,
        cost(record),
        Collections.unmodifiableMap(verdicts));
  }

  AttemptKey key() {
    return new AttemptKey(sampleId, attempt);
  }

  /// Returns whether the protocol's own scorer calls it right.
  boolean correct() {
    return verdicts.values().iterator().next().correct();
  }

  Verdict verdict(String scorer) {
    return verdicts.get(scorer);
  }

  private static Cost cost(SampleRecord record) {
    return record.outcome() instanceof Completion completion
        ? new Cost(
            true,
            completion.usage(),
            completion.text().codePointCount(0, completion.text().length()),
            record.truncated(),
            completion.elapsed(),
            completion.effort(),
            completion.call().map(CallFacts::withoutId))
        : Cost.NONE;
  }
}
