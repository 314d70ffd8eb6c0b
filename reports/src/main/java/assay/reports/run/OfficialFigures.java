package assay.reports.run;

import assay.results.Convention;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The headline figures that a protocol's own evaluator makes of verdicts.
final class OfficialFigures {
  private static final String RANDOM = ", plus the expected hits of a random guess for no answer";

  private OfficialFigures() {}

  /// Returns the official figures for one scorer's verdicts: the plain one, and the one with a
  /// random guess where the evaluator draws one and the number of options is known.
  static List<OfficialFigure> of(
      Convention convention, List<ScoredAttempt> attempts, String scorer) {
    List<OfficialFigure> figures = new ArrayList<>();
    mean(convention, attempts, scorer, false).ifPresent(figures::add);
    if (convention.guesses()) {
      mean(convention, attempts, scorer, true).ifPresent(figures::add);
    }
    return figures;
  }

  private static Optional<OfficialFigure> mean(
      Convention convention, List<ScoredAttempt> attempts, String scorer, boolean guess) {
    Map<String, double[]> samples = new LinkedHashMap<>();
    for (ScoredAttempt attempt : attempts) {
      Verdict verdict = attempt.verdict(scorer);
      if (convention.dropsFailures() && !verdict.measured()) {
        continue;
      }
      OptionalDouble credit = credit(verdict, guess, attempt.options());
      if (credit.isEmpty()) {
        return Optional.empty();
      }
      double[] tally = samples.computeIfAbsent(attempt.sampleId(), id -> new double[2]);
      tally[0] += credit.getAsDouble();
      tally[1]++;
    }
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    double sum = samples.values().stream().mapToDouble(tally -> tally[0] / tally[1]).sum();
    return Optional.of(
        new OfficialFigure(
            guess ? convention.words() + RANDOM : convention.words(),
            sum / samples.size(),
            samples.size()));
  }

  /// Returns what one attempt adds, or nothing if a guess among unknown options is needed.
  private static OptionalDouble credit(Verdict verdict, boolean guess, int options) {
    return switch (verdict) {
      case Verdict.Correct correct -> OptionalDouble.of(1);
      case Verdict.Wrong wrong -> OptionalDouble.of(0);
      case Verdict.NotMeasured unmeasured -> OptionalDouble.of(0);
      case Verdict.NoAnswer none when !guess -> OptionalDouble.of(0);
      case Verdict.NoAnswer none ->
          options > 0 ? OptionalDouble.of(1.0 / options) : OptionalDouble.empty();
    };
  }
}
