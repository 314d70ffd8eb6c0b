package assay.reports.run;

import assay.results.Completion;
import assay.results.Effort;
import assay.results.Sample;
import assay.results.SampleRecord;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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
  /// @param promptTokens tokens of the prompt, where they are known
  /// @param completionTokens tokens generated, where they are known
  /// @param characters code points generated, 0 without a completion
  /// @param truncated whether its completion was cut
  /// @param elapsed wall time of the call; zero where it is not known
  /// @param effort where the time went, if the model told
  record Cost(
      OptionalInt promptTokens,
      OptionalInt completionTokens,
      int characters,
      boolean truncated,
      Duration elapsed,
      Optional<Effort> effort) {
    private static final Cost NONE =
        new Cost(
            OptionalInt.empty(), OptionalInt.empty(), 0, false, Duration.ZERO, Optional.empty());
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

  Verdict verdict(String scorer) {
    return verdicts.get(scorer);
  }

  private static Cost cost(SampleRecord record) {
    return record.outcome() instanceof Completion completion
        ? new Cost(
            completion.promptTokens(),
            completion.completionTokens(),
            completion.text().codePointCount(0, completion.text().length()),
            record.truncated(),
            completion.elapsed(),
            completion.effort())
        : Cost.NONE;
  }
}
