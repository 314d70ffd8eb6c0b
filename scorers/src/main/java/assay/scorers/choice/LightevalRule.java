package assay.scorers.choice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The letter that lighteval takes for MMLU-Pro and GPQA: its index extraction for English, without
/// a need for the word "answer". Of the first of eight expressions that matches anywhere, the match
/// that ends last; of two that end together the longer one.
///
/// What stands between `<think>` and `</think>` is taken out before, as its pipeline does.
///
/// For MMLU-Pro its prompt function counts the characters of the options' text instead of the
/// options, so that every letter from A to Z is one.
///
/// Source: huggingface/lighteval 0.13.0, `lazy_indices_regex` and `extract_target_from_pred` in
/// `metrics/utils/extractive_match_utils.py`, `gpqa_instruct_metric` in `metrics/metrics.py`,
/// `remove_reasoning_tags` in `utils/utils.py`, `tasks/tasks/mmlu_pro.py`.
final class LightevalRule implements ChoiceRule {
  private static final String ANSWER =
      "(?:^| )(?:\\*\\*)?@(?:\\*\\*)?(?:[\\.\\.]|[,\\,]|\\s?[:\\:]| |$)";

  /// `@` is a letter of the options, alone or in parentheses.
  private static final List<String> EXPRESSIONS =
      List.of(
          "(?i:final answer is)\\:?\\s*@\\.?\\s?I hope",
          "(?i:final answer.{0,100}?)\\s+is\\:?\\s*@",
          "(?i:answer)\\s?[:\\:].{0,50}?" + ANSWER,
          "(?i:answer).{0,50}?" + ANSWER,
          "^(?:\\*\\*)?@(?:\\*\\*)?(?:[\\.\\.]|[,\\,]|\\s?[:\\:]| |$)",
          "\\n(?:\\*\\*)?@(?:\\*\\*)?(?:[\\.\\.]|[,\\,]|\\s?[:\\:]| |$)",
          ANSWER,
          "@");

  private final List<Pattern> expressions;

  /// @param last the last option; the first is A
  LightevalRule(char last) {
    String letter = "(?<letter>[A-" + last + "]|\\([A-" + last + "]\\))";
    this.expressions =
        EXPRESSIONS.stream().map(each -> PythonPattern.of(each.replace("@", letter), 0)).toList();
  }

  @Override
  public Optional<ExtractedLetter> extract(ScannedText scanned, List<String> known) {
    Unthought text = Unthought.of(scanned.text().toString());
    for (int i = 0; i < expressions.size(); i++) {
      int at = last(expressions.get(i).matcher(text.text()));
      if (at >= 0) {
        int letter = text.text().charAt(at) == '(' ? at + 1 : at;
        int start = text.original(letter);
        return Optional.of(
            new ExtractedLetter(
                text.text().charAt(letter), "lighteval-" + (i + 1), start, start + 1));
      }
    }
    return Optional.empty();
  }

  /// Returns where the letter of the last match begins, or -1. Matches do not overlap, so the last
  /// one found is the one that ends last.
  private static int last(Matcher matcher) {
    int at = -1;
    while (matcher.find()) {
      at = matcher.start("letter");
    }
    return at;
  }
}
