package assay.reports.gate;

import assay.reports.compare.Alignment;
import assay.reports.compare.SampleOutcome;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// How much longer or shorter a candidate answers than a baseline, over the samples they share.
///
/// @param unit `tokens` where every compared attempt counted them, else `characters`
/// @param baseline mean length of the baseline's answers
/// @param candidate mean length of the candidate's answers
public record LengthChange(String unit, double baseline, double candidate) {

  /// Returns the lengths over pairs, at least one.
  static LengthChange of(List<Alignment.Pair> pairs) {
    boolean counted =
        pairs.stream()
            .flatMap(pair -> List.of(pair.a(), pair.b()).stream())
            .flatMap(sample -> sample.measured().stream())
            .allMatch(attempt -> attempt.tokens().isPresent());
    ToDoubleFunction<SampleOutcome.Attempt> length =
        counted ? attempt -> attempt.tokens().getAsInt() : SampleOutcome.Attempt::characters;
    return new LengthChange(
        counted ? "tokens" : "characters",
        mean(pairs, Alignment.Pair::a, length),
        mean(pairs, Alignment.Pair::b, length));
  }

  private static double mean(
      List<Alignment.Pair> pairs,
      Function<Alignment.Pair, SampleOutcome> side,
      ToDoubleFunction<SampleOutcome.Attempt> length) {
    double sum = 0;
    double weights = 0;
    for (Alignment.Pair pair : pairs) {
      sum += pair.weight() * mean(side.apply(pair), length);
      weights += pair.weight();
    }
    return sum / weights;
  }

  private static double mean(SampleOutcome sample, ToDoubleFunction<SampleOutcome.Attempt> length) {
    return sample.measured().stream().mapToDouble(length).average().orElseThrow();
  }

  /// Returns candidate over baseline; empty if the baseline wrote nothing.
  public OptionalDouble ratio() {
    return baseline == 0 ? OptionalDouble.empty() : OptionalDouble.of(candidate / baseline);
  }
}
