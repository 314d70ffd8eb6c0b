package assay.reports.run;

import assay.results.SampleRecord;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a run's records tell of the calls that its answers came from.
///
/// @param answers attempts with a completion
/// @param kept of these, answers that were kept from earlier calls
/// @param retried of these, answers that came only after several tries
/// @param tries calls that were made for the answers that were not kept
/// @param models that answered, as their server calls them, by how many answers they gave
/// @param stream when the text of streamed answers came
/// @param tokens of prompts and completions
/// @param bill what the answers cost, where prices are known
public record CallUse(
    long answers,
    long kept,
    long retried,
    long tries,
    Map<String, Long> models,
    StreamUse stream,
    TokenUse tokens,
    Optional<Bill> bill) {
  public CallUse {
    models = Collections.unmodifiableMap(new TreeMap<>(models));
    Objects.requireNonNull(stream);
    Objects.requireNonNull(tokens);
    Objects.requireNonNull(bill);
  }

  /// What answers cost.
  ///
  /// @param currency of all amounts
  /// @param paid for answers that were asked for; those of repeated attempts are in the manifest's
  ///   sum alone
  /// @param worth of all answers: kept ones at what they cost when they were asked for
  /// @param priced answers whose price is known
  /// @param perSample worth over samples; empty where an answer has no price
  /// @param perCorrect worth over right answers; empty where an answer has no price, or none is
  ///   right
  public record Bill(
      String currency,
      BigDecimal paid,
      BigDecimal worth,
      long priced,
      OptionalDouble perSample,
      OptionalDouble perCorrect) {}

  /// Reads a run's records once and keeps none of them.
  public static CallUse of(RunRecords run) {
    CallTally tally = new CallTally();
    try (Stream<SampleRecord> records = run.source().skim()) {
      records.forEach(record -> tally.add(ScoredAttempt.of(record)));
    }
    return tally.use();
  }

  static CallUse of(List<ScoredAttempt> attempts) {
    CallTally tally = new CallTally();
    attempts.forEach(tally::add);
    return tally.use();
  }

  /// Returns whether anything but the tokens of prompts and completions is known.
  public boolean known() {
    return kept > 0
        || !models.isEmpty()
        || stream.firstToken().n() > 0
        || bill.isPresent()
        || tokens.reasoningCounted() > 0
        || tokens.cachedCounted() > 0;
  }
}
