package assay.scorers.math;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.PairGrader;
import java.util.Optional;

/// Grades a completion by an [AnswerExtractor] and an [Equivalence].
///
/// The rule of a verdict is `extraction/stage`: what found the answer, and what decided about it.
/// An exhausted budget is [Score.NotMeasured], never wrong.
///
/// @param name name of the scorer
/// @param extractor finds the answer
/// @param equivalence compares it with the target
public record MathScorer(String name, AnswerExtractor extractor, Equivalence equivalence)
    implements PairGrader {
  private static final String GIVEN = "given";

  /// Returns the grader of Hendrycks' MATH code: last box, string rules.
  public static MathScorer hendrycks() {
    return new MathScorer("math/hendrycks", new LastBoxed(), new HendrycksEquivalence());
  }

  /// Returns the grader of PRM800K on the last box, from which its project takes its answers.
  public static MathScorer prm800k() {
    return new MathScorer("math/prm800k", new LastBoxed(), new Prm800kEquivalence());
  }

  /// Returns Minerva's grader as lm-evaluation-harness has it.
  public static MathScorer minerva() {
    return new MathScorer("math/minerva", new MinervaExtractor(), new MinervaEquivalence());
  }

  /// Returns the grader of Qwen2.5-Math.
  public static MathScorer qwen() {
    return new MathScorer("math/qwen", QwenExtractor.create(), QwenEquivalence.create());
  }

  /// Returns the string rules of Hendrycks on answers extracted as Qwen2.5-Math does.
  public static MathScorer hendrycksOnQwenExtraction() {
    return new MathScorer(
        "math/hendrycks+qwen-extraction", QwenExtractor.create(), new HendrycksEquivalence());
  }

  @Override
  public Score gradeAnswer(String target, String answer) {
    return grade(target, answer, GIVEN);
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return score(target, Completion.recorded(completion));
  }

  @Override
  public Score score(Sample sample, Completion completion) {
    return score(sample.target(), completion);
  }

  private Score score(String target, Completion completion) {
    Optional<String> read =
        extractor.readsThoughts() ? Optional.of(completion.text()) : completion.answerText();
    return read.map(text -> score(target, completion, text))
        .orElseGet(() -> new Score.NoAnswer("the completion ended while thinking"));
  }

  private Score score(String target, Completion completion, String text) {
    Optional<ExtractedAnswer> found =
        completion.stopReason().truncated()
            ? extractor.extractFromCut(text)
            : extractor.extract(text);
    Score score = grade(target, found);
    return found.map(answer -> score.at(place(completion, answer))).orElse(score);
  }

  private Reasoning.Span place(Completion completion, ExtractedAnswer answer) {
    Reasoning.Span read = new Reasoning.Span(answer.start(), answer.end());
    return extractor.readsThoughts() ? read : completion.reasoning().inText(read);
  }

  private Score grade(String target, Optional<ExtractedAnswer> answer) {
    return answer
        .map(found -> grade(target, found.text(), found.rule()))
        .orElseGet(() -> new Score.NoAnswer("no rule of " + extractor.name() + " finds an answer"));
  }

  private Score grade(String target, String answer, String extraction) {
    return switch (equivalence.compare(target, answer)) {
      case Equivalence.Equal(String stage) -> new Score.Correct(answer, extraction + "/" + stage);
      case Equivalence.Different(String stage) ->
          new Score.Wrong(answer, extraction + "/" + stage, "");
      case Equivalence.Undecided(String reason) ->
          new Score.NotMeasured(Cause.GRADER_FAULT, reason);
    };
  }
}
