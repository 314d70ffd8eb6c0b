package assay.reports;

import assay.results.RunManifest.ProtocolIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// How the evaluator behind a protocol turns verdicts into its headline figure.
///
/// Sources: MMLU-Pro `evaluate_from_local.py` and `evaluate_from_api.py` (TIGER-AI-Lab/MMLU-Pro
/// f418b11), Qwen2.5-Math `evaluation` (a45202b), LiveCodeBench `lcb_runner` (28fef95).
enum Convention {
  /// MMLU-Pro's local script: every question counts, a random option stands in for no answer.
  MMLU_PRO_LOCAL("every question counts, without an answer: wrong", true, false),
  /// MMLU-Pro's API script: a question whose call failed is never written, hence never counted.
  MMLU_PRO_API("failed calls leave the denominator, without an answer: wrong", true, true),
  /// MATH-500: a missing or ungradable answer is a wrong one.
  MATH("every problem counts, ungraded: wrong", false, false),
  /// LiveCodeBench: pass@1 is the mean over problems of the share of passing programs.
  LIVECODEBENCH("pass@1 over problems, programs that could not be judged: failed", false, false),
  /// Everything else.
  STRICT("every attempt counts, not measured: wrong", false, false);

  private static final String RANDOM = ", plus the expected hits of a random guess for no answer";

  private final String words;
  private final boolean guesses;
  private final boolean dropsFailures;

  Convention(String words, boolean guesses, boolean dropsFailures) {
    this.words = words;
    this.guesses = guesses;
    this.dropsFailures = dropsFailures;
  }

  /// Returns the convention of the protocol with this name.
  static Convention of(ProtocolIdentity protocol) {
    String name = protocol.name();
    return switch (name) {
      case "mmlu-pro/official-local", "mmlu-pro/official-local-0shot" -> MMLU_PRO_LOCAL;
      case "mmlu-pro/official-api" -> MMLU_PRO_API;
      case String math when math.startsWith("math-500/") -> MATH;
      case String code when code.startsWith("livecodebench/") -> LIVECODEBENCH;
      case String other -> STRICT;
    };
  }

  /// Returns the official figures for one scorer's verdicts: the plain one, and the one with a
  /// random guess where the evaluator draws one and the number of options is known.
  List<OfficialFigure> figures(List<ScoredAttempt> attempts, String scorer) {
    List<OfficialFigure> figures = new ArrayList<>();
    mean(attempts, scorer, false).ifPresent(figures::add);
    if (guesses) {
      mean(attempts, scorer, true).ifPresent(figures::add);
    }
    return figures;
  }

  private Optional<OfficialFigure> mean(
      List<ScoredAttempt> attempts, String scorer, boolean guess) {
    Map<String, double[]> samples = new LinkedHashMap<>();
    for (ScoredAttempt attempt : attempts) {
      Verdict verdict = attempt.verdict(scorer);
      if (dropsFailures && !verdict.measured()) {
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
        new OfficialFigure(guess ? words + RANDOM : words, sum / samples.size(), samples.size()));
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
