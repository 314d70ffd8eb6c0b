package assay.reports.run;

import assay.results.Effort;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// How long a run's answers took, as far as their records tell.
///
/// Medians, because a first call that loads weights, or a slow one beside others, would carry a
/// mean away. The rates are those of single attempts, in tokens per second.
///
/// @param answerSeconds wall time of a call
/// @param promptTokens length of a prompt
/// @param prefillSeconds wall time of computing a prompt, over attempts that computed all of it
/// @param prefillRate tokens of prompts computed per second, over attempts that computed any
/// @param decodeRate tokens written per second behind the first
/// @param joules energy of the machine for an answer, a mean
/// @param characters what its completions hold
public record AnswerTimes(
    Median answerSeconds,
    Median promptTokens,
    Median prefillSeconds,
    Median prefillRate,
    Median decodeRate,
    Mean joules,
    Characters characters) {

  /// A median over attempts; empty over none.
  ///
  /// @param value the median
  /// @param n attempts
  public record Median(OptionalDouble value, long n) {
    static Median of(double[] values) {
      if (values.length == 0) {
        return new Median(OptionalDouble.empty(), 0);
      }
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      return new Median(OptionalDouble.of(median), values.length);
    }
  }

  /// A mean over attempts; empty over none.
  ///
  /// @param value the mean
  /// @param n attempts
  public record Mean(OptionalDouble value, long n) {}

  /// Characters and tokens of the completions whose tokens are known.
  ///
  /// @param characters code points
  /// @param tokens generated, which includes an end token where the model counts it
  /// @param completions how many
  public record Characters(long characters, long tokens, long completions) {
    /// Returns how many characters a generated token was worth; empty where none was counted.
    public OptionalDouble perToken() {
      return tokens == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) characters / tokens);
    }
  }

  /// Returns the times of answers of which none are known.
  public static AnswerTimes unknown() {
    return of(List.of());
  }

  static AnswerTimes of(List<ScoredAttempt> attempts) {
    List<ScoredAttempt.Cost> costs = attempts.stream().map(ScoredAttempt::cost).toList();
    List<Effort> efforts =
        costs.stream().map(ScoredAttempt.Cost::effort).flatMap(Optional::stream).toList();
    double[] seconds =
        costs.stream().mapToDouble(cost -> seconds(cost.elapsed())).filter(s -> s > 0).toArray();
    double[] joules =
        efforts.stream().flatMapToDouble(effort -> effort.joules().stream()).toArray();
    return new AnswerTimes(
        Median.of(seconds),
        Median.of(
            costs.stream()
                .flatMapToInt(cost -> cost.usage().prompt().stream())
                .asDoubleStream()
                .toArray()),
        Median.of(costs.stream().flatMapToDouble(cost -> wholePrefill(cost).stream()).toArray()),
        rate(efforts, Effort::prefillTokens, Effort::prefill),
        rate(efforts, Effort::decodeTokens, Effort::decode),
        new Mean(Arrays.stream(joules).average(), joules.length),
        characters(costs));
  }

  /// Returns the seconds of a prompt of which no part was kept from the call before.
  private static OptionalDouble wholePrefill(ScoredAttempt.Cost cost) {
    return cost.effort().stream()
        .filter(effort -> effort.prefillTokens() > 0)
        .filter(effort -> effort.prefillTokens() == cost.usage().prompt().orElse(-1))
        .mapToDouble(effort -> seconds(effort.prefill()))
        .findFirst();
  }

  private static Median rate(
      List<Effort> efforts, ToDoubleFunction<Effort> tokens, Function<Effort, Duration> time) {
    return Median.of(
        efforts.stream()
            .filter(effort -> tokens.applyAsDouble(effort) > 0 && seconds(time.apply(effort)) > 0)
            .mapToDouble(effort -> tokens.applyAsDouble(effort) / seconds(time.apply(effort)))
            .toArray());
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private static Characters characters(List<ScoredAttempt.Cost> costs) {
    long characters = 0;
    long tokens = 0;
    long completions = 0;
    for (ScoredAttempt.Cost cost : costs) {
      if (cost.usage().completion().isPresent()) {
        characters += cost.characters();
        tokens += cost.usage().completion().getAsInt();
        completions++;
      }
    }
    return new Characters(characters, tokens, completions);
  }
}
