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
      Convention convention, List<ScoredAttempt> attempts, String scorer, SampleWeights weights) {
    List<OfficialFigure> figures = new ArrayList<>();
    Map<String, double[]> plain = tallies(convention, attempts, scorer, false);
    figure(convention.words(), plain, weights).ifPresent(figures::add);
    if (convention.guesses()) {
      Map<String, double[]> guessed = tallies(convention, attempts, scorer, true);
      figure(convention.words() + RANDOM, guessed, weights).ifPresent(figures::add);
    }
    return figures;
  }

  /// Returns credit and attempts by sample; none if a guess among unknown options is needed.
  private static Map<String, double[]> tallies(
      Convention convention, List<ScoredAttempt> attempts, String scorer, boolean guess) {
    Map<String, double[]> samples = new LinkedHashMap<>();
    for (ScoredAttempt attempt : attempts) {
      Verdict verdict = attempt.verdict(scorer);
      if (convention.dropsFailures() && !verdict.measured()) {
        continue;
      }
      OptionalDouble credit = credit(verdict, guess, attempt.options());
      if (credit.isEmpty()) {
        return Map.of();
      }
      double[] tally = samples.computeIfAbsent(attempt.sampleId(), id -> new double[2]);
      tally[0] += credit.getAsDouble();
      tally[1]++;
    }
    return samples;
  }

  private static Optional<OfficialFigure> figure(
      String words, Map<String, double[]> samples, SampleWeights weights) {
    double sum = 0;
    double all = 0;
    for (Map.Entry<String, double[]> sample : samples.entrySet()) {
      double weight = weights.of(sample.getKey());
      sum += weight * sample.getValue()[0] / sample.getValue()[1];
      all += weight;
    }
    return samples.isEmpty()
        ? Optional.empty()
        : Optional.of(new OfficialFigure(words, sum / all, samples.size()));
  }

  /// Returns what one attempt adds, or nothing if a guess among unknown options is needed.
  private static OptionalDouble credit(Verdict verdict, boolean guess, int options) {
    return switch (verdict) {
      case Verdict.NoAnswer none when guess ->
          options > 0 ? OptionalDouble.of(1.0 / options) : OptionalDouble.empty();
      case Verdict.Correct _, Verdict.Wrong _, Verdict.NoAnswer _, Verdict.NotMeasured _ ->
          OptionalDouble.of(verdict.credit());
    };
  }
}
