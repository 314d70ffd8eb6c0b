package assay.reports;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.SampleRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /// Tokens of one attempt, where they are known, and whether its completion was cut.
  record Cost(OptionalInt promptTokens, OptionalInt completionTokens, boolean truncated) {}

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
        ? new Cost(completion.promptTokens(), completion.completionTokens(), record.truncated())
        : new Cost(OptionalInt.empty(), OptionalInt.empty(), false);
  }
}
