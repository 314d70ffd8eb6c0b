package assay.scorers.choice;

import assay.scorers.PythonText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The option that OpenCompass's `first_option_postprocess` takes: some fifty expressions in their
/// order, most of them Chinese, and at the end any letter of the options.
///
/// Its quirks are kept. What an expression has found may be more than a letter, and then the first
/// option, in the order of the options, that is anywhere in it is taken; where none is, the next
/// expression is tried. Two expressions stand without a comma between them and are one.
///
/// An expression in which any text may stand before a box is taken apart, and one that takes all up
/// to a full stop is read by hand: as written, both are quadratic.
///
/// Source: open-compass/opencompass 0.5.4, `opencompass/utils/text_postprocessors.py`;
/// `configs/datasets/mmlu_pro/mmlu_pro_gen_cdbebf.py` names the letters A to P, those for MMLU and
/// GPQA A to D.
final class FirstOptionRule implements ChoiceRule {
  /// `@` is the class of the options.
  private static final List<String> EXPRESSIONS =
      List.of(
          "答案是?\\s*([@])",
          "答案是?\\s*：\\s*([@])",
          "答案是?\\s*:\\s*([@])",
          "答案选项应?该?是\\s*([@])",
          "答案选项应?该?为\\s*([@])",
          "答案应该?是\\s*([@])",
          "答案应该?选\\s*([@])",
          "答案选项为?\\s*：\\s*([@])",
          "答案选项为?\\s+\\(?\\*?\\*?([@])\\*?\\*?\\)?",
          "答案选项是?\\s*:\\s*([@])",
          "答案为\\s*([@])",
          "答案选\\s*([@])",
          "选择?\\s*([@])",
          "故选?\\s*([@])只有选?项?\\s?([@])\\s?是?对",
          "只有选?项?\\s?([@])\\s?是?错",
          "只有选?项?\\s?([@])\\s?不?正确",
          "只有选?项?\\s?([@])\\s?错误",
          "说法不?对选?项?的?是\\s?([@])",
          "说法不?正确选?项?的?是\\s?([@])",
          "说法错误选?项?的?是\\s?([@])",
          "([@])\\s?是正确的",
          "([@])\\s?是正确答案",
          "选项\\s?([@])\\s?正确",
          "所以答\\s?([@])",
          "所以\\s?([@][.。$]?$)",
          "所有\\s?([@][.。$]?$)",
          "[\\s，：:,]([@])[。，,\\.]?$",
          "[\\s，,：:][故即]([@])[。\\.]?$",
          "[\\s，,：:]因此([@])[。\\.]?$",
          "[是为。]\\s?([@])[。\\.]?$",
          "因此\\s?([@])[。\\.]?$",
          "显然\\s?([@])[。\\.]?$",
          "答案是\\s?(\\S+)(?:。|$)",
          "答案应该是\\s?(\\S+)(?:。|$)",
          "答案为\\s?(\\S+)(?:。|$)",
          "(?i)ANSWER\\s*:\\s*([@])",
          "[Tt]he answer is:?\\s+\\(?([@])\\)?",
          "[Tt]he answer is:?\\s+\\(?\\*?\\*?([@])\\*?\\*?\\)?",
          "[Tt]he answer is option:?\\s+\\(?([@])\\)?",
          "[Tt]he correct answer is:?\\s+\\(?([@])\\)?",
          "[Tt]he correct answer is option:?\\s+\\(?([@])\\)?",
          "[Tt]he correct answer is:?.*?boxed\\{([@])\\}",
          "[Tt]he correct option is:?.*?boxed\\{([@])\\}",
          "[Tt]he correct answer option is:?.*?boxed\\{([@])\\}",
          "[Tt]he answer to the question is:?\\s+\\(?([@])\\)?",
          "^选项\\s?([@])",
          "^([@])\\s?选?项",
          "(\\s|^)[@][\\s。，,：:\\.$]",
          "1.\\s?(.*?)$",
          "1.\\s?([@])[.。$]?$",
          "([@]):",
          "([@])");

  private static final String ANYTHING = ".*?";
  private static final String UP_TO_STOP = "(\\S+)(?:。|$)";

  private final String options;
  private final List<Expression> expressions;

  /// @param options the letters, in their order
  FirstOptionRule(String options) {
    this.options = options;
    this.expressions =
        EXPRESSIONS.stream().map(each -> expression(each.replace("@", options))).toList();
  }

  private static Expression expression(String text) {
    int anything = text.indexOf(ANYTHING + "boxed");
    if (anything >= 0) {
      return new Apart(
          pattern(text.substring(0, anything)),
          pattern(text.substring(anything + ANYTHING.length())));
    }
    return text.endsWith(UP_TO_STOP)
        ? new UpToStop(pattern(text.substring(0, text.length() - UP_TO_STOP.length())))
        : new Plain(pattern(text));
  }

  private static Pattern pattern(String text) {
    return PythonPattern.of(text, Pattern.DOTALL);
  }

  @Override
  public Optional<ExtractedLetter> extract(ScannedText scanned, List<String> known) {
    String whole = scanned.text().toString();
    String text = PythonText.strip(whole);
    int offset = text.isEmpty() ? 0 : whole.indexOf(text);
    for (int i = 0; i < expressions.size(); i++) {
      Optional<Found> found = expressions.get(i).find(text);
      if (found.isPresent()) {
        int letter = first(text, found.get());
        if (letter >= 0) {
          int start = offset + letter;
          return Optional.of(
              new ExtractedLetter(
                  text.charAt(letter), "first-option-" + (i + 1), start, start + 1));
        }
      }
    }
    return Optional.empty();
  }

  /// Returns the place of the first option, in the options' order, in what was found; -1 for none.
  private int first(String text, Found found) {
    for (int i = 0; i < options.length(); i++) {
      int at = text.indexOf(options.charAt(i), found.start(), found.end());
      if (at >= 0) {
        return at;
      }
    }
    return -1;
  }

  /// What an expression takes of the text.
  private record Found(int start, int end) {
    /// Returns the first group, or the whole match where that is empty.
    static Found of(Matcher matcher) {
      return matcher.start(1) < matcher.end(1)
          ? new Found(matcher.start(1), matcher.end(1))
          : new Found(matcher.start(), matcher.end());
    }
  }

  private sealed interface Expression {
    Optional<Found> find(String text);
  }

  private record Plain(Pattern pattern) implements Expression {
    @Override
    public Optional<Found> find(String text) {
      Matcher matcher = pattern.matcher(text);
      return matcher.find() ? Optional.of(Found.of(matcher)) : Optional.empty();
    }
  }

  /// Two parts with anything between them: where the first place of the one has no other behind it,
  /// no later one has.
  private record Apart(Pattern before, Pattern after) implements Expression {
    @Override
    public Optional<Found> find(String text) {
      Matcher first = before.matcher(text);
      Matcher second = after.matcher(text);
      return first.find() && second.find(first.end())
          ? Optional.of(Found.of(second))
          : Optional.empty();
    }
  }

  /// Words and then all that is no space, up to its last full stop or the end of the text: where a
  /// run without spaces has neither, no later words in the same run do.
  private record UpToStop(Pattern words) implements Expression {
    @Override
    public Optional<Found> find(String text) {
      Matcher matcher = words.matcher(text);
      for (int from = 0; from <= text.length() && matcher.find(from); ) {
        int start = matcher.end();
        int end = start;
        while (end < text.length() && !PythonText.isSpace(text.charAt(end))) {
          end++;
        }
        if (end > start && end == text.length()) {
          return Optional.of(new Found(start, end));
        }
        int stop = text.lastIndexOf('。', end - 1);
        if (stop > start) {
          return Optional.of(new Found(start, stop));
        }
        from = Math.max(end, matcher.start() + 1);
      }
      return Optional.empty();
    }
  }
}
