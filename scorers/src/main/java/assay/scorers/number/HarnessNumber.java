package assay.scorers.number;

import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.PythonText;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number that an expression of lm-evaluation-harness' GSM8K tasks finds, compared as text
/// without commas, dollar signs and a period at the end.
///
/// With their quirks: `The answer is 18` at the end of a text gives 1, because the expression wants
/// one more character behind the number, and "flexible" takes two periods for one. Thoughts are
/// read like all else.
///
/// Source: lm-evaluation-harness 0.4.13, `lm_eval/tasks/gsm8k/*.yaml`, `RegexFilter` in
/// `lm_eval/filters/extraction.py` and `exact_match_hf_evaluate` in `lm_eval/api/metrics.py`.
///
/// @param name of the scorer
/// @param expression whose first group that took part is the answer; linear on any text
/// @param last whether its last match counts; else the first
public record HarnessNumber(String name, Pattern expression, boolean last) implements PairGrader {
  private static final Pattern IGNORED = Pattern.compile("[,$]");
  private static final String MARK = "#### ";

  public HarnessNumber {
    Objects.requireNonNull(name);
    Objects.requireNonNull(expression);
  }

  /// Returns `strict-match` of the task `gsm8k`: the first number after `####`.
  public static HarnessNumber strict() {
    return new HarnessNumber("gsm8k/strict", compiled("#### (\\-?[0-9\\.\\,]+)"), false);
  }

  /// Returns `strict-match` of `gsm8k_cot` and `gsm8k_cot_zeroshot`: the first number after `The
  /// answer is`.
  public static HarnessNumber strictThought() {
    return new HarnessNumber(
        "gsm8k/strict-cot", compiled("The answer is (\\-?[0-9\\.\\,]+)."), false);
  }

  /// Returns `flexible-extract` of all three: the last thing that looks like a number.
  public static HarnessNumber flexible() {
    return new HarnessNumber("gsm8k/flexible", compiled("(-?[$0-9.,]{2,})|(-?[0-9]+)"), true);
  }

  /// A period matches all but a line feed, as in Python.
  private static Pattern compiled(String expression) {
    return Pattern.compile(expression, Pattern.UNIX_LINES);
  }

  private record Found(String text, int start, int end) {}

  @Override
  public Score gradeAnswer(String target, String answer) {
    return verdict(target, PythonText.strip(answer));
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return find(completion)
        .map(found -> verdict(target, found.text()))
        .orElseGet(() -> new Score.NoAnswer("the expression of " + name + " finds no number"));
  }

  @Override
  public Score score(Sample sample, Completion completion) {
    Score score = gradeCompletion(sample.target(), completion.text());
    return find(completion.text())
        .map(found -> score.at(new Reasoning.Span(found.start(), found.end())))
        .orElse(score);
  }

  private Optional<Found> find(String completion) {
    Matcher matcher = expression.matcher(completion);
    Optional<Found> found = Optional.empty();
    while ((found.isEmpty() || last) && matcher.find()) {
      found = Optional.of(found(matcher));
    }
    return found;
  }

  private static Found found(MatchResult match) {
    int group = 1;
    while (match.group(group) == null) {
      group++;
    }
    return new Found(match.group(group), match.start(group), match.end(group));
  }

  private Score verdict(String target, String answer) {
    return plain(answer).equals(plain(target))
        ? new Score.Correct(answer, name)
        : new Score.Wrong(answer, name, "");
  }

  private static String plain(String text) {
    String kept = IGNORED.matcher(text).replaceAll("");
    int mark = kept.lastIndexOf(MARK);
    String number = mark < 0 ? kept : kept.substring(mark + MARK.length());
    String whole = number.endsWith(".") ? number.substring(0, number.length() - 1) : number;
    return whole.toLowerCase(Locale.ROOT);
  }
}
