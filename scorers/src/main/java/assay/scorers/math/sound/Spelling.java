package assay.scorers.math.sound;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Other spellings of an answer, rewritten into the notation of the parsers, step by step. Every
/// pattern either is bounded or matches a whole short text, so all steps are linear.
final class Spelling {
  private static final int MAX_WHOLE = 60;
  private static final Map<Integer, String> FRACTIONS =
      Map.ofEntries(
          Map.entry((int) '½', "\\frac{1}{2}"),
          Map.entry((int) '⅓', "\\frac{1}{3}"),
          Map.entry((int) '⅔', "\\frac{2}{3}"),
          Map.entry((int) '¼', "\\frac{1}{4}"),
          Map.entry((int) '¾', "\\frac{3}{4}"),
          Map.entry((int) '⅕', "\\frac{1}{5}"),
          Map.entry((int) '⅖', "\\frac{2}{5}"),
          Map.entry((int) '⅗', "\\frac{3}{5}"),
          Map.entry((int) '⅘', "\\frac{4}{5}"),
          Map.entry((int) '⅙', "\\frac{1}{6}"),
          Map.entry((int) '⅚', "\\frac{5}{6}"),
          Map.entry((int) '⅛', "\\frac{1}{8}"),
          Map.entry((int) '⅜', "\\frac{3}{8}"),
          Map.entry((int) '⅝', "\\frac{5}{8}"),
          Map.entry((int) '⅞', "\\frac{7}{8}"));
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ";
  private static final String SUPERSCRIPT_SIGNS = "0123456789+-n";
  private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
  private static final Map<String, String> PHRASES =
      Map.of(
          "all real numbers", "\\mathbb{R}",
          "all reals", "\\mathbb{R}",
          "the set of all real numbers", "\\mathbb{R}",
          "no solution", "\\emptyset",
          "no solutions", "\\emptyset",
          "no real solution", "\\emptyset",
          "no real solutions", "\\emptyset",
          "empty set", "\\emptyset",
          "the empty set", "\\emptyset");
  private static final Pattern TEXT_GROUP =
      Pattern.compile("\\\\(?:text|mbox|mathrm|textbf)\\{([^{}\\\\]{1,60})\\}");
  private static final Pattern EXPONENT =
      Pattern.compile("(-?\\d{1,20}\\.\\d{0,30})[eE]([+-]?\\d{1,3})");
  private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}(?: \\d{3}){1,6}");
  private static final Pattern TIMES = Pattern.compile("(?<=\\d) ?[xX] ?(?=10\\^)");
  private static final Pattern MERIDIEM =
      Pattern.compile("(\\d) ?(?:\\\\text\\{ ?)?([aApP])\\.? ?[mM](?:\\.|\\b)(?: ?\\})?$");
  private static final Pattern BASE =
      Pattern.compile("(\\d{1,40}) ?(?:\\\\text\\{ ?)?(?:in )?base ?\\}? ?(\\d{1,2})");
  private static final Pattern SUBSCRIPT_BASE =
      Pattern.compile(
          "(?:\\((\\d{1,40})\\)|(\\d{1,40}))_"
              + "(?:(\\d)|\\{(?:\\\\text\\{)?([a-z]{3,8}|\\d{1,2})\\}{1,2})");
  private static final Pattern DOTS =
      Pattern.compile("(-?\\d{0,9}\\.\\d{2,40}) ?(?:\\.\\.\\.|…|\\\\ldots|\\\\dots)");
  private static final List<UnaryOperator<String>> STEPS =
      List.of(
          Spelling::withoutMarks,
          Spelling::equationsInLines,
          Spelling::withoutRareCharacters,
          text ->
              whole(text, EXPONENT, match -> match.group(1) + "\\cdot 10^{" + match.group(2) + "}"),
          text -> whole(text, GROUPED, match -> match.group().replace(" ", "")),
          text -> whole(text, BASE, match -> match.group(1) + "_{" + match.group(2) + "}"),
          text -> whole(text, SUBSCRIPT_BASE, Spelling::subscriptBase),
          text -> whole(text, DOTS, match -> repeating(match.group(1)).orElse(match.group())),
          text -> TIMES.matcher(text).replaceAll("\\\\times "),
          Spelling::meridiem,
          Spelling::phrase);

  private Spelling() {}

  /// Returns the answer in the notation of the parsers. Text that has no other spelling stays as it
  /// is.
  static String plain(String text) {
    String out = text;
    for (UnaryOperator<String> step : STEPS) {
      out = step.apply(out);
    }
    return out;
  }

  /// A rewrite of a whole match.
  private interface Rewrite {
    String apply(Matcher match);
  }

  private static String whole(String text, Pattern pattern, Rewrite rewrite) {
    if (text.length() > MAX_WHOLE) {
      return text;
    }
    Matcher match = pattern.matcher(text);
    return match.matches() ? rewrite.apply(match) : text;
  }

  /// Separates equations that stand in lines of their own; elsewhere a line end is a space.
  private static String equationsInLines(String text) {
    boolean several =
        text.indexOf('\n') >= 0
            && !text.contains("\\begin")
            && text.lines().filter(line -> !line.isBlank()).allMatch(line -> line.contains("="));
    return several
        ? text.lines().filter(line -> !line.isBlank()).collect(Collectors.joining(", "))
        : text;
  }

  /// Takes off the marks of bold text, code and quotations.
  private static String withoutMarks(String text) {
    String out = text;
    for (String mark : List.of("**", "__", "`", "\"", "*")) {
      boolean enclosed =
          out.length() > 2 * mark.length() && out.startsWith(mark) && out.endsWith(mark);
      out = enclosed ? out.substring(mark.length(), out.length() - mark.length()).strip() : out;
    }
    return out;
  }

  /// Writes fractions, superscripts and subscripts that are single characters in LaTeX.
  private static String withoutRareCharacters(String text) {
    if (text.chars().allMatch(character -> character < 128)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (FRACTIONS.containsKey((int) character)) {
        out.append(FRACTIONS.get((int) character));
      } else if (SUPERSCRIPTS.indexOf(character) >= 0) {
        at = script(text, at, "^{", SUPERSCRIPTS, out);
      } else if (SUBSCRIPTS.indexOf(character) >= 0) {
        at = script(text, at, "_{", SUBSCRIPTS, out);
      } else {
        out.append(character);
      }
    }
    return out.toString();
  }

  private static int script(
      String text, int start, String opening, String characters, StringBuilder out) {
    out.append(opening);
    int at = start;
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      out.append(SUPERSCRIPT_SIGNS.charAt(characters.indexOf(text.charAt(at))));
      at++;
    }
    out.append('}');
    return at - 1;
  }

  /// Returns the decimal with its repeating end overlined, if that is clear: one digit three times,
  /// or several digits twice.
  private static Optional<String> repeating(String decimal) {
    int point = decimal.indexOf('.');
    int places = decimal.length() - point - 1;
    for (int length = 1; length <= Math.min(9, places); length++) {
      int times = length == 1 ? 3 : 2;
      int start = decimal.length() - length * times;
      String block = decimal.substring(decimal.length() - length);
      if (start > point && decimal.substring(start).equals(block.repeat(times))) {
        return Optional.of(decimal.substring(0, start) + "\\overline{" + block + "}");
      }
    }
    return Optional.empty();
  }

  /// Writes `(52)_8` and `52_{eight}` as 52_{8}; a subscript that is no number stays.
  private static String subscriptBase(Matcher match) {
    String digits = match.group(1) != null ? match.group(1) : match.group(2);
    String base = match.group(3) != null ? match.group(3) : match.group(4);
    Optional<String> number =
        Character.isDigit(base.charAt(0))
            ? Optional.of(base)
            : SpelledNumbers.read(base).map(String::valueOf);
    return number.map(value -> digits + "_{" + value + "}").orElse(match.group());
  }

  private static String meridiem(String text) {
    if (text.length() > MAX_WHOLE) {
      return text;
    }
    Matcher match = MERIDIEM.matcher(text);
    return match.find()
        ? text.substring(0, match.end(1))
            + "\\text{ "
            + match.group(2).toLowerCase(Locale.ROOT)
            + "m}"
        : text;
  }

  private static String phrase(String text) {
    if (text.length() > MAX_WHOLE) {
      return text;
    }
    Matcher group = TEXT_GROUP.matcher(text);
    String content = group.matches() ? group.group(1) : text;
    String lower = content.strip().toLowerCase(Locale.ROOT);
    String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return Optional.ofNullable(PHRASES.get(bare))
        .or(() -> SpelledNumbers.read(bare).map(String::valueOf))
        .orElse(text);
  }
}
