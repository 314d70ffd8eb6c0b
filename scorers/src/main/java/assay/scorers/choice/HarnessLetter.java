package assay.scorers.choice;

import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.PythonText;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The letter that lm-evaluation-harness takes where a completion is to be nothing but one,
/// compared without regard to case and ASCII punctuation.
///
/// Source: lm-evaluation-harness 0.4.13, `lm_eval/tasks/mmlu/generative/_default_template_yaml` and
/// `lm_eval/tasks/mmlu-redux/generative/_default_template_yaml`,
/// `lm_eval/tasks/llama3/instruct/mmlu_cot/_mmlu_cot_llama_template_yaml`,
/// `exact_match_hf_evaluate` in `lm_eval/api/metrics.py`.
///
/// @param name of the scorer
/// @param answer what of a completion is compared; empty where nothing is
public record HarnessLetter(String name, Function<String, String> answer) implements PairGrader {
  private static final Pattern BEST = Pattern.compile("best answer is ([A-Z])");
  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");

  public HarnessLetter {
    Objects.requireNonNull(name);
    Objects.requireNonNull(answer);
  }

  /// Returns the rule of its `mmlu_generative` tasks: the whole first line.
  public static HarnessLetter firstLine() {
    return new HarnessLetter(
        "choice/lm-eval-generative",
        text -> text.indexOf('\n') < 0 ? text : text.substring(0, text.indexOf('\n')));
  }

  /// Returns the rule of its MMLU-Redux tasks: the first capital letter from A to D, wherever.
  public static HarnessLetter firstCapital() {
    return new HarnessLetter(
        "choice/lm-eval-redux",
        text ->
            text.chars()
                .filter(each -> each >= 'A' && each <= 'D')
                .mapToObj(Character::toString)
                .findFirst()
                .orElse(""));
  }

  /// Returns the rule of its tasks with Meta's prompts, such as `mmlu_cot_llama`: the capital
  /// letter behind the last `best answer is`.
  public static HarnessLetter bestAnswer() {
    return new HarnessLetter(
        "choice/lm-eval-llama",
        text ->
            BEST.matcher(text)
                .results()
                .reduce((_, later) -> later)
                .map(match -> match.group(1))
                .orElse(""));
  }

  @Override
  public Score gradeAnswer(String target, String given) {
    String letter = PythonText.strip(given);
    if (letter.isEmpty()) {
      return new Score.NoAnswer("nothing is where " + name + " looks for a letter");
    }
    return plain(letter).equals(plain(target))
        ? new Score.Correct(letter, name)
        : new Score.Wrong(letter, name, "");
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return gradeAnswer(target, answer.apply(completion));
  }

  private static String plain(String text) {
    return PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
  }
}
