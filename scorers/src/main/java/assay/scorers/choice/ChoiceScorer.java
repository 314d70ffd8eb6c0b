package assay.scorers.choice;

import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.PairGrader;
import java.util.List;
import java.util.Optional;

/// Grades multiple-choice completions by the extraction of one harness; the rule that found the
/// letter is recorded. The target is the letter of the right option.
///
/// No letter is [Score.NoAnswer]. The random option that the official scripts draw then is not part
/// of any verdict; see [RandomFallback].
public final class ChoiceScorer implements PairGrader {
  private static final String GIVEN = "given-letter";

  private final String name;
  private final ChoiceRule rule;

  private ChoiceScorer(String name, ChoiceRule rule) {
    this.name = name;
    this.rule = rule;
  }

  /// Returns MMLU-Pro's official chain as its script for local models applies it: rules 1 to 3.
  public static ChoiceScorer official() {
    return new ChoiceScorer("choice/official", chain(false));
  }

  /// Returns MMLU-Pro's official chain as its API script applies it: every `**` is deleted from the
  /// reply first.
  public static ChoiceScorer officialApi() {
    return new ChoiceScorer("choice/official-api", chain(true));
  }

  /// Returns the chain of MMLU-Pro's newer API script (`evaluate_from_apiX.py`): the last match of
  /// each of its three expressions, on the reply as it is.
  public static ChoiceScorer officialApiX() {
    return new ChoiceScorer(
        "choice/official-apix",
        RuleChain.of(new AnswerIsRule(true), new AnswerColonRule(true), new LastLetterRule()));
  }

  /// Returns rule 1 alone, the extraction of the figures published before October 2024.
  public static ChoiceScorer firstRule() {
    return new ChoiceScorer("choice/first-rule", RuleChain.of(new AnswerIsRule(false)));
  }

  /// Returns level 1 of MMLU-Pro's `compute_accuracy.py`: rule 1 alone. (The script's guess among
  /// ten letters for no match is no part of the verdict.)
  public static ChoiceScorer computeAccuracyL1() {
    return new ChoiceScorer("choice/compute-accuracy-l1", RuleChain.of(new AnswerIsRule(false)));
  }

  /// Returns level 2 of MMLU-Pro's `compute_accuracy.py`: rules 1 to 3.
  public static ChoiceScorer computeAccuracyL2() {
    return new ChoiceScorer("choice/compute-accuracy-l2", chain(false));
  }

  /// Returns the extraction of lm-evaluation-harness's `mmlu_pro`: rule 1 alone. Its exact match
  /// ignores case and punctuation, which for one capital letter changes nothing.
  public static ChoiceScorer lmEval() {
    return new ChoiceScorer("choice/lm-eval", RuleChain.of(new AnswerIsRule(false)));
  }

  /// Returns rule 1 with the last match in place of the first.
  public static ChoiceScorer lastMatch() {
    return new ChoiceScorer("choice/last-match", RuleChain.of(new AnswerIsRule(true)));
  }

  /// Returns the `Answer: $LETTER` expression of simple-evals, for the letters A to J.
  public static ChoiceScorer simpleEvals() {
    return new ChoiceScorer("choice/simple-evals", RuleChain.of(AnyCaseColonRule.simpleEvals()));
  }

  /// Returns the expression of OpenCompass's default configuration `mmlu_pro_gen`.
  public static ChoiceScorer openCompass() {
    return new ChoiceScorer("choice/opencompass", RuleChain.of(AnyCaseColonRule.openCompass()));
  }

  /// Returns the extraction of evalscope's `mmlu_pro`.
  public static ChoiceScorer evalscope() {
    return new ChoiceScorer("choice/evalscope", new EvalscopeRule());
  }

  /// Returns OpenCompass's `first_option_postprocess` with the letters A to P, as its few-shot
  /// configuration of MMLU-Pro uses it.
  public static ChoiceScorer openCompassFirstOption() {
    return new ChoiceScorer(
        "choice/opencompass-first-option", new FirstOptionRule("ABCDEFGHIJKLMNOP"));
  }

  /// Returns the same with the letters A to D, as its configurations of MMLU and GPQA use it.
  public static ChoiceScorer openCompassFirstOfFour() {
    return new ChoiceScorer("choice/opencompass-first-option-4", new FirstOptionRule("ABCD"));
  }

  /// Returns lighteval's index extraction as its MMLU-Pro has it, with 26 letters.
  public static ChoiceScorer lighteval() {
    return new ChoiceScorer("choice/lighteval", new LightevalRule('Z'));
  }

  /// Returns lighteval's index extraction for four options, as its GPQA has it.
  public static ChoiceScorer lightevalOfFour() {
    return new ChoiceScorer("choice/lighteval-4", new LightevalRule('D'));
  }

  /// Returns the scorers of all published extractions that share one scan of the text.
  public static List<ChoiceScorer> published() {
    return List.of(
        official(),
        officialApi(),
        officialApiX(),
        firstRule(),
        lastMatch(),
        computeAccuracyL1(),
        computeAccuracyL2(),
        lmEval(),
        simpleEvals(),
        openCompass(),
        evalscope());
  }

  /// Returns the rule of this program: the option that a careful reader takes the completion to
  /// answer, from its text and those of the options; see `SoundRule`.
  public static ChoiceScorer sound() {
    return new ChoiceScorer("choice/sound", new SoundRule());
  }

  private static RuleChain chain(boolean dropsBold) {
    return new RuleChain(
        dropsBold,
        List.of(new AnswerIsRule(false), new AnswerColonRule(false), new LastLetterRule()));
  }

  @Override
  public String name() {
    return name;
  }

  /// Returns the letter that this harness takes from a completion of which the options are not
  /// known.
  public Optional<ExtractedLetter> extract(String completion) {
    return extract(ScannedText.of(completion), List.of());
  }

  /// Returns the letter that this harness takes from a completion.
  ///
  /// @param completion scanned once for all scorers
  /// @param options the options' texts in the letters' order; empty where they are not known
  public Optional<ExtractedLetter> extract(ScannedText completion, List<String> options) {
    return rule.extract(completion, options);
  }

  @Override
  public Score gradeAnswer(String target, String answer) {
    return verdict(target, answer.strip(), GIVEN);
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return grade(target, extract(completion));
  }

  @Override
  public Score score(Sample sample, Completion completion) {
    return score(sample, ScannedText.of(completion));
  }

  /// Returns the verdict on a completion that was scanned for several scorers.
  public Score score(Sample sample, ScannedText completion) {
    List<String> options =
        sample.extras() instanceof Sample.Choices choices ? choices.options() : List.of();
    Optional<ExtractedLetter> found = extract(completion, options);
    Score score = grade(sample.target(), found);
    return found
        .map(letter -> score.at(new Reasoning.Span(letter.start(), letter.end())))
        .orElse(score);
  }

  private Score grade(String target, Optional<ExtractedLetter> letter) {
    return letter
        .map(found -> verdict(target, String.valueOf(found.letter()), found.rule()))
        .orElseGet(() -> new Score.NoAnswer("no rule of " + name + " finds a letter"));
  }

  private static Score verdict(String target, String letter, String rule) {
    return letter.equals(target.strip())
        ? new Score.Correct(letter, rule)
        : new Score.Wrong(letter, rule, "");
  }
}
