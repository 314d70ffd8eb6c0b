package assay.scorers.math.sound;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an answer carries for the eye only, and signs that stand for others: colours and sizes,
/// marks at a proof's end, remarks in parentheses, digits of other scripts, lines of a chain.
///
/// Every step is a pattern of bounded repetitions or one scan, so all are linear.
final class Typesetting {
  private static final int MAX_LENGTH = 2_000;

  /// Answers in which nothing is for the eye: numbers, fractions, short formulas without a command.
  private static final Pattern PLAIN =
      Pattern.compile("(?:\\\\frac(?=\\{)|[-0-9.,/=^{}()x ]){1,40}");

  private static final Pattern COLOUR =
      Pattern.compile(
          "\\\\(?:color|pagecolor|label|tag\\*?|phantom|hspace\\*?"
              + "|vspace\\*?)\\{[^{}]{0,60}\\}");
  private static final Pattern COLOURED =
      Pattern.compile(
          "\\\\(?:textcolor|colorbox)\\{[^{}]{0,60}\\}|\\\\(?:underline" + "|mathstrut)(?=\\{)");
  private static final Pattern SIZE =
      Pattern.compile(
          "\\\\(?:large|Large|LARGE|huge|Huge|small|normalsize|bfseries|itshape|boldmath|strut)"
              + "(?![A-Za-z])");
  private static final Pattern PROOF_END =
      Pattern.compile(
          "(?:\\\\(?:blacksquare|square|Box|qed|qedsymbol|checkmark|newline|\\\\)|[■□∎✓✔✅\\uFE0F]"
              + "|(?:\\\\[ ,;:!]|\\\\q?quad|[\\s~]))+$");
  private static final Pattern ROW_END =
      Pattern.compile("\\\\cr(?![A-Za-z])|\\\\\\\\\\[[^\\]]" + "{0,12}\\]");
  private static final Pattern REMARK =
      Pattern.compile(
          "(?:\\\\[ ,;]|[\\s~])*(?:\\\\text\\{\\s*)?\\((?:approx(?:imately|\\.)?|rounded[^()]{0,60}"
              + "|exact(?:ly)?|(?:since|because|using|given)\\b[^()]{0,120})\\)\\s*\\}?$");
  private static final Pattern SCALE =
      Pattern.compile(
          "(?:\\^\\s?\\{?\\s?\\\\circ\\s?\\}?|°|\\\\degree|\\\\textdegree)\\s?"
              + "(?:\\\\[ ,;])?\\s?(?:\\\\(?:text|mathrm|rm"
              + "|textrm)\\s?\\{\\s?)?([CF])(?![A-Za-z=])\\s?\\}?");
  private static final Pattern SCALE_NAME =
      Pattern.compile(
          "\\s?(?:degrees?|\\^\\s?\\{?\\\\circ\\}?|°)?\\s?(?:\\\\text\\{)?\\s?(?:degrees? )?"
              + "([CF])(?:elsius|ahrenheit)\\}?");
  private static final Pattern SCIENTIFIC =
      Pattern.compile("([+-]?\\d{1,30}(?:\\.\\d{0,30})?)[eE]([+-]?\\d{1,3})");
  private static final Pattern TILDES = Pattern.compile("(-?\\d{1,3})((?:~\\d{3}){1,6})");
  private static final Pattern ENVIRONMENT =
      Pattern.compile(
          "\\\\(?:begin|end)\\{(?:aligned|align\\*?|split|gathered|gather\\*?"
              + "|equation\\*?)\\}");
  private static final Pattern NAMED_FUNCTION =
      Pattern.compile(
          "(?<![A-Za-z\\\\])\\\\?(?:(?:operatorname|text|mathrm)\\*?\\{\\s?)?"
              + "(gcd|GCD|lcm|LCM|max|min|cis|arg"
              + "|Arg)(?:\\s?\\})?(?=\\s?(?:\\\\left)?\\s?(?:\\(|\\\\\\{))");
  private static final Pattern CIS =
      Pattern.compile("\\\\(?:operatorname|text|mathrm)\\*?\\{\\s?cis\\s?\\}|\\\\cis(?![A-Za-z])");
  private static final Pattern GREEK =
      Pattern.compile(
          "(?<![A-Za-z\\\\{])(Theta|Omega|theta|alpha|beta|gamma|lambda" + "|omega)(?![A-Za-z])");
  private static final Pattern CUBE_ROOT = Pattern.compile("(?<![A-Za-z\\\\])cbrt(?=\\s?\\()");
  private static final Map<String, String> SIGNS =
      Map.of(
          "⁄",
          "/",
          "∛",
          "\\sqrt[3]",
          "∜",
          "\\sqrt[4]",
          "+/-",
          "\\pm ",
          "sq. ",
          "square ",
          "^{\\prime}",
          "'");

  private static final List<UnaryOperator<String>> STEPS =
      List.of(
          Digits::ascii,
          text -> COLOUR.matcher(text).replaceAll(" "),
          text -> COLOURED.matcher(text).replaceAll(""),
          text -> SIZE.matcher(text).replaceAll(" "),
          text -> REMARK.matcher(text).replaceFirst(""),
          text -> ROW_END.matcher(text).replaceAll("\\\\\\\\"),
          text -> PROOF_END.matcher(text).replaceFirst(""),
          Typesetting::signs,
          text -> SCALE.matcher(text).replaceAll("\\\\text{ degree $1}"),
          text -> SCALE_NAME.matcher(text).replaceAll("\\\\text{ degree $1}"),
          Typesetting::numbers,
          Typesetting::chain,
          text -> CIS.matcher(text).replaceAll("\\\\cis "),
          text -> NAMED_FUNCTION.matcher(text).replaceAll("\\\\$1 "),
          text -> GREEK.matcher(text).replaceAll("\\\\$1 "),
          text -> CUBE_ROOT.matcher(text).replaceAll("\\\\sqrt[3]"));

  private Typesetting() {}

  /// Returns the answer without its typesetting; a long one as it is.
  static String plain(String text) {
    if (text.length() > MAX_LENGTH || PLAIN.matcher(text).matches()) {
      return text;
    }
    String out = text;
    for (UnaryOperator<String> step : STEPS) {
      String next = step.apply(out);
      out = next.isBlank() ? out : next;
    }
    return out.strip();
  }

  private static String signs(String text) {
    String out = text;
    for (Map.Entry<String, String> sign : SIGNS.entrySet()) {
      out = out.replace(sign.getKey(), sign.getValue());
    }
    return out;
  }

  /// Writes `3e8` as a power of ten, and `1~000` without its space.
  private static String numbers(String text) {
    String bare = text.strip();
    var scientific = SCIENTIFIC.matcher(bare);
    if (scientific.matches()) {
      return scientific.group(1) + "\\cdot 10^{" + Integer.parseInt(scientific.group(2)) + "}";
    }
    var tildes = TILDES.matcher(bare);
    return tildes.matches() ? bare.replace("~", "") : text;
  }

  /// Writes the lines of an aligned chain one behind another: those that begin with a sign go on
  /// with the one before, others are equations of their own.
  private static String chain(String text) {
    String inner = ENVIRONMENT.matcher(text).replaceAll("");
    if (inner.equals(text)) {
      return text;
    }
    return List.of(inner.replace("&", "").split("\\\\\\\\", -1)).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" \\\\ "))
        .replace(" \\\\ =", " =")
        .replace(" \\\\ ", ", ");
  }
}
