package assay.scorers.choice;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Other writings of an option's letter, as letters in brackets: `` `B` ``, `\(B\)`, `$\text{B}$`,
/// full-width letters, and `{"answer": "B"}`.
///
/// The text keeps its length, so that an index means the same in both. Every expression is bounded
/// but for white space, which is read once.
final class OtherWritings {
  private static final int MAX_SPACE = 4;

  /// Expressions whose group 1 is a letter that stands for an option alone.
  private static final List<Pattern> LETTERS =
      List.of(
          Pattern.compile("`([A-J])`"),
          Pattern.compile("\\\\\\( {0,2}([A-J]) {0,2}\\\\\\)"),
          Pattern.compile(
              "(?:\\\\\\(|\\$)? ?\\\\(?:text|textbf|mathrm|mathbf|boldsymbol)\\{ ?\\(?([A-J])\\)?"
                  + " ?\\} ?(?:\\\\\\)|\\$)?"));

  private static final Pattern JSON =
      Pattern.compile(
          "\"((?:final_|correct_)?(?:answer|choice|option)(?:_letter|_choice|_option)?)\"\\s{0,"
              + MAX_SPACE
              + "}:\\s{0,"
              + MAX_SPACE
              + "}\"\\(?([A-Ja-j])\\)?\"",
          Pattern.CASE_INSENSITIVE);

  private OtherWritings() {}

  /// Returns the text with those letters in brackets.
  static CharSequence bracketed(CharSequence text) {
    StringBuilder out = new StringBuilder(text);
    for (int at = 0; at < out.length(); at++) {
      char c = out.charAt(at);
      if (c >= 'Ａ' && c <= 'Ｊ') {
        out.setCharAt(at, (char) ('A' + (c - 'Ａ')));
      }
    }
    boolean marks = out.indexOf("`") >= 0 || out.indexOf("\\") >= 0;
    for (Pattern pattern : marks ? LETTERS : List.<Pattern>of()) {
      Matcher matcher = pattern.matcher(out.toString());
      while (matcher.find()) {
        blank(out, matcher.start(), matcher.end());
        inBrackets(out, matcher.start(1), matcher.group(1).charAt(0));
      }
    }
    Matcher json = JSON.matcher(out.toString());
    while (json.find()) {
      blank(out, json.start(), json.end());
      out.replace(json.start(), json.start() + "answer:".length(), "answer:");
      inBrackets(out, json.start(2), Character.toUpperCase(json.group(2).charAt(0)));
    }
    return out;
  }

  private static void blank(StringBuilder out, int start, int end) {
    for (int at = start; at < end; at++) {
      out.setCharAt(at, ' ');
    }
  }

  private static void inBrackets(StringBuilder out, int at, char letter) {
    out.setCharAt(at - 1, '(');
    out.setCharAt(at, letter);
    out.setCharAt(at + 1, ')');
  }
}
