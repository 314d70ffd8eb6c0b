package assay.reports.run;

import assay.results.CallFacts;
import assay.results.Cost;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What a run's records tell of the calls that its answers came from.
///
/// @param answers attempts with a completion
/// @param kept of these, answers that were kept from earlier calls
/// @param retried calls that answered, or failed for good, only after several tries
/// @param models that answered, as their server calls them, by how many answers they gave
/// @param stream when the text of streamed answers came
/// @param tokens of prompts and completions
/// @param bill what the answers cost, where prices are known
public record CallUse(
    long answers,
    long kept,
    long retried,
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

  /// Reads a run's records once.
  public static CallUse of(RunRecords run) {
    return of(AttemptReader.read(run));
  }

  static CallUse of(List<ScoredAttempt> attempts) {
    List<CallFacts> calls =
        attempts.stream().flatMap(attempt -> attempt.cost().call().stream()).toList();
    Map<String, Long> models = new TreeMap<>();
    calls.stream()
        .map(CallFacts::model)
        .filter(name -> !name.isEmpty())
        .forEach(name -> models.merge(name, 1L, Long::sum));
    return new CallUse(
        attempts.stream().filter(attempt -> attempt.cost().answered()).count(),
        calls.stream().filter(CallFacts::cached).count(),
        calls.stream().filter(call -> call.tries() > 1).count(),
        models,
        StreamUse.of(calls.stream().flatMap(call -> call.stream().stream()).toList()),
        TokenUse.of(attempts),
        bill(attempts));
  }

  private static Optional<Bill> bill(List<ScoredAttempt> attempts) {
    BigDecimal paid = BigDecimal.ZERO;
    BigDecimal worth = BigDecimal.ZERO;
    String currency = "";
    long priced = 0;
    for (ScoredAttempt attempt : attempts) {
      Optional<Cost> cost = attempt.cost().call().flatMap(CallFacts::cost);
      if (cost.isPresent()) {
        boolean kept = attempt.cost().call().get().cached();
        paid = kept ? paid : paid.add(cost.get().amount());
        worth = worth.add(cost.get().amount());
        priced++;
        if (!currency.isEmpty() && !currency.equals(cost.get().currency())) {
          return Optional.empty(); // nothing can be said of a sum
        }
        currency = cost.get().currency();
      }
    }
    if (priced == 0) {
      return Optional.empty();
    }
    boolean all = priced == attempts.stream().filter(each -> each.cost().answered()).count();
    long samples = attempts.stream().map(ScoredAttempt::sampleId).distinct().count();
    long right = attempts.stream().filter(ScoredAttempt::correct).count();
    return Optional.of(
        new Bill(
            currency,
            paid,
            worth,
            priced,
            all ? OptionalDouble.of(worth.doubleValue() / samples) : OptionalDouble.empty(),
            all && right > 0
                ? OptionalDouble.of(worth.doubleValue() / right)
                : OptionalDouble.empty()));
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
