package assay.scorers.catalog;

import assay.results.Completion;
import assay.results.Sample;
import assay.scorers.ExactMatch;
import assay.scorers.PairGrader;
import assay.scorers.Scorer;
import assay.scorers.TargetsFound;
import assay.scorers.choice.ChoiceScorer;
import assay.scorers.choice.FirstCapital;
import assay.scorers.choice.HarnessLetter;
import assay.scorers.choice.LikeliestOption;
import assay.scorers.choice.LikeliestOption.Length;
import assay.scorers.choice.MultilingualAnswer;
import assay.scorers.choice.ScannedText;
import assay.scorers.choice.SimpleEvalsLetter;
import assay.scorers.choice.SuperGpqaAnswer;
import assay.scorers.code.CodeResult;
import assay.scorers.code.CodeScorer;
import assay.scorers.code.sandbox.Language;
import assay.scorers.math.AnswerExtractor;
import assay.scorers.math.IntegerEquivalence;
import assay.scorers.math.MathScorer;
import assay.scorers.math.QwenExtractor;
import assay.scorers.math.mathverify.MathVerifyEquivalence;
import assay.scorers.math.mathverify.MathVerifyExtractor;
import assay.scorers.math.sound.Options;
import assay.scorers.math.sound.SoundEquivalence;
import assay.scorers.math.sound.SoundExtractor;
import assay.scorers.number.HarnessNumber;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The scorers that need only text, by their names. Scorers of code need a sandbox and are made
/// where that is known.
public final class Scorers {
  private static final List<String> NAMES =
      List.of(
          "choice/official",
          "choice/official-api",
          "choice/first-rule",
          "choice/last-match",
          "choice/official-apix",
          "choice/compute-accuracy-l1",
          "choice/compute-accuracy-l2",
          "choice/lm-eval",
          "choice/simple-evals",
          "choice/simple-evals-4",
          "choice/simple-evals-mmlu",
          "choice/supergpqa",
          "choice/supergpqa-5shot",
          "choice/lm-eval-generative",
          "choice/lm-eval-redux",
          "choice/lm-eval-llama",
          "choice/opencompass",
          "choice/opencompass-first-option",
          "choice/opencompass-first-option-4",
          "choice/opencompass-first-capital",
          "choice/lighteval",
          "choice/lighteval-4",
          "choice/evalscope",
          "choice/sound",
          "likelihood/acc",
          "likelihood/acc-norm",
          "likelihood/acc-bytes",
          "math/hendrycks",
          "math/hendrycks+qwen-extraction",
          "math/prm800k",
          "math/minerva",
          "math/qwen",
          "math/math-verify",
          "math/sound",
          "math/sound+qwen-extraction",
          "math/integer",
          "gsm8k/strict",
          "gsm8k/strict-cot",
          "gsm8k/flexible",
          "match/share",
          "exact",
          "exact-ignoring-case");

  private Scorers() {}

  /// Returns the names that [#named] knows, in the order in which lists show them.
  public static List<String> names() {
    return NAMES;
  }

  /// Returns the scorer of that exact name, or empty where there is none.
  public static Optional<Scorer> named(String name) {
    return grader(name).map(grader -> grader);
  }

  /// Returns the scorer of that exact name as a grader of target and answer pairs. All scorers of
  /// [#names] are.
  public static Optional<PairGrader> grader(String name) {
    return switch (name) {
      case "choice/official" -> Optional.of(ChoiceScorer.official());
      case "choice/official-api" -> Optional.of(ChoiceScorer.officialApi());
      case "choice/first-rule" -> Optional.of(ChoiceScorer.firstRule());
      case "choice/last-match" -> Optional.of(ChoiceScorer.lastMatch());
      case "choice/official-apix" -> Optional.of(ChoiceScorer.officialApiX());
      case "choice/compute-accuracy-l1" -> Optional.of(ChoiceScorer.computeAccuracyL1());
      case "choice/compute-accuracy-l2" -> Optional.of(ChoiceScorer.computeAccuracyL2());
      case "choice/lm-eval" -> Optional.of(ChoiceScorer.lmEval());
      case "choice/simple-evals" -> Optional.of(ChoiceScorer.simpleEvals());
      case "choice/simple-evals-4" -> Optional.of(new SimpleEvalsLetter());
      case "choice/simple-evals-mmlu" -> Optional.of(new MultilingualAnswer());
      case "choice/supergpqa" -> Optional.of(SuperGpqaAnswer.zeroShot());
      case "choice/supergpqa-5shot" -> Optional.of(SuperGpqaAnswer.fiveShots());
      case "choice/lm-eval-generative" -> Optional.of(HarnessLetter.firstLine());
      case "choice/lm-eval-llama" -> Optional.of(HarnessLetter.bestAnswer());
      case "choice/lm-eval-redux" -> Optional.of(HarnessLetter.firstCapital());
      case "choice/opencompass" -> Optional.of(ChoiceScorer.openCompass());
      case "choice/opencompass-first-option" -> Optional.of(ChoiceScorer.openCompassFirstOption());
      case "choice/opencompass-first-option-4" ->
          Optional.of(ChoiceScorer.openCompassFirstOfFour());
      case "choice/opencompass-first-capital" -> Optional.of(new FirstCapital());
      case "choice/lighteval" -> Optional.of(ChoiceScorer.lighteval());
      case "choice/lighteval-4" -> Optional.of(ChoiceScorer.lightevalOfFour());
      case "choice/evalscope" -> Optional.of(ChoiceScorer.evalscope());
      case "choice/sound" -> Optional.of(ChoiceScorer.sound());
      case "likelihood/acc" -> Optional.of(new LikeliestOption(name, Length.NONE));
      case "likelihood/acc-norm" -> Optional.of(new LikeliestOption(name, Length.CHARACTERS));
      case "likelihood/acc-bytes" -> Optional.of(new LikeliestOption(name, Length.BYTES));
      case "math/hendrycks" -> Optional.of(MathScorer.hendrycks());
      case "math/hendrycks+qwen-extraction" -> Optional.of(MathScorer.hendrycksOnQwenExtraction());
      case "math/prm800k" -> Optional.of(MathScorer.prm800k());
      case "math/minerva" -> Optional.of(MathScorer.minerva());
      case "math/qwen" -> Optional.of(MathScorer.qwen());
      case "math/math-verify" -> Optional.of(mathVerify(name));
      case "math/sound" -> Optional.of(sound(name, new SoundExtractor()));
      case "math/sound+qwen-extraction" -> Optional.of(sound(name, QwenExtractor.create()));
      case "math/integer" -> Optional.of(integer(name));
      case "gsm8k/strict" -> Optional.of(HarnessNumber.strict());
      case "gsm8k/strict-cot" -> Optional.of(HarnessNumber.strictThought());
      case "gsm8k/flexible" -> Optional.of(HarnessNumber.flexible());
      case "match/share" -> Optional.of(new TargetsFound());
      case "exact" -> Optional.of(new ExactMatch(false));
      case "exact-ignoring-case" -> Optional.of(new ExactMatch(true));
      default -> Optional.empty();
    };
  }

  private static MathScorer mathVerify(String name) {
    return new MathScorer(name, new MathVerifyExtractor(), new MathVerifyEquivalence());
  }

  private static MathScorer sound(String name, AnswerExtractor extractor) {
    return new MathScorer(name, extractor, new SoundEquivalence(Options.defaults()));
  }

  private static MathScorer integer(String name) {
    return new MathScorer(name, new SoundExtractor(), new IntegerEquivalence());
  }

  /// Returns what every scorer says about a completion, by name and in their order. Choice scorers
  /// read the completion once for all of them, and a program that a scorer of code has run for
  /// another one is not run again.
  ///
  /// @param language what a recording says that a program is written in
  public static Map<String, Judgement> judge(
      List<Scorer> scorers, Sample sample, Completion completion, Optional<Language> language) {
    ScannedText scanned =
        scorers.stream().anyMatch(ChoiceScorer.class::isInstance)
            ? ScannedText.of(completion)
            : ScannedText.of("");
    Map<String, Judgement> judgements = new LinkedHashMap<>();
    Map<String, Judgement> known = new HashMap<>();
    for (Scorer scorer : scorers) {
      Judgement judgement =
          switch (scorer) {
            case ChoiceScorer choice -> Judgement.of(choice.score(sample, scanned));
            case CodeScorer code when known.containsKey(code.name()) -> known.get(code.name());
            case CodeScorer code -> {
              CodeResult result = code.judge(sample, completion, language);
              code.implied(result, completion)
                  .forEach((name, score) -> known.put(name, Judgement.of(score)));
              yield new Judgement(result.score(), Optional.of(result));
            }
            default -> Judgement.of(scorer.score(sample, completion));
          };
      judgements.put(scorer.name(), judgement);
    }
    return judgements;
  }
}
