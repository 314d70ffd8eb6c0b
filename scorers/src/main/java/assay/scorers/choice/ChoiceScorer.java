package assay.scorers.choice;

import assay.results.Score;
import assay.scorers.PairGrader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Grades multiple-choice completions: the first rule that finds a letter decides, and its name is
/// recorded. The target is the letter of the right option.
///
/// No letter is [Score.NoAnswer]. The random option that the official scripts draw then is not part
/// of any verdict; see [RandomFallback].
public final class ChoiceScorer implements PairGrader {
  private static final String GIVEN = "given-letter";

  private final String name;
  private final boolean dropsBold;
  private final List<LetterRule> rules;

  private ChoiceScorer(String name, boolean dropsBold, List<LetterRule> rules) {
    this.name = name;
    this.dropsBold = dropsBold;
    this.rules = List.copyOf(rules);
  }

  /// Returns MMLU-Pro's official chain as its script for local models applies it: rules 1 to 3.
  public static ChoiceScorer official() {
    return new ChoiceScorer("choice/official", false, chain());
  }

  /// Returns MMLU-Pro's official chain as its API script applies it: every `**` is deleted from the
  /// reply first.
  public static ChoiceScorer officialApi() {
    return new ChoiceScorer("choice/official-api", true, chain());
  }

  /// Returns rule 1 alone, the extraction of the figures published before October 2024.
  public static ChoiceScorer firstRule() {
    return new ChoiceScorer("choice/first-rule", false, List.of(new AnswerIsRule(false)));
  }

  /// Returns rule 1 with the last match in place of the first.
  public static ChoiceScorer lastMatch() {
    return new ChoiceScorer("choice/last-match", false, List.of(new AnswerIsRule(true)));
  }

  private static List<LetterRule> chain() {
    return List.of(new AnswerIsRule(false), new AnswerColonRule(), new LastLetterRule());
  }

  @Override
  public String name() {
    return name;
  }

  /// Returns the letter of the first rule that finds one.
  public Optional<ExtractedLetter> extract(String completion) {
    String text = dropsBold ? completion.replace("**", "") : completion;
    for (LetterRule rule : rules) {
      OptionalInt index = rule.find(text);
      if (index.isPresent()) {
        return Optional.of(new ExtractedLetter(text.charAt(index.getAsInt()), rule.name()));
      }
    }
    return Optional.empty();
  }

  @Override
  public Score gradeAnswer(String target, String answer) {
    return verdict(target, answer.strip(), GIVEN);
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return extract(completion)
        .map(found -> verdict(target, String.valueOf(found.letter()), found.rule()))
        .orElseGet(() -> new Score.NoAnswer("no rule of " + name + " finds a letter"));
  }

  private static Score verdict(String target, String letter, String rule) {
    return letter.equals(target.strip())
        ? new Score.Correct(letter, rule)
        : new Score.Wrong(letter, rule, "");
  }
}
