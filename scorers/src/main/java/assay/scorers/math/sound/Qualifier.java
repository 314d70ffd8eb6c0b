package assay.scorers.math.sound;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer says about its parameter behind its value: "where k is an integer", `k \in
/// \mathbb{Z}`, "for any constant c", `k \ge 1`.
///
/// @param value the answer without it
/// @param name the parameter
/// @param domain what it stands for
record Qualifier(String value, String name, Domain domain) {
  private static final int MAX_LENGTH = 300;
  private static final int MAX_SPLITS = 20;

  /// Without one of these there is no qualifier.
  private static final List<String> SAID =
      List.of(
          "\\in",
          "∈",
          "integ",
          "const",
          "real",
          "number",
          "arbitrary",
          "ge",
          ">",
          "≥",
          "dots",
          "…",
          "...");

  private static final String LEAD =
      "(?:(?:where|for|all|any|every|each|some|with|and|such that|when|here|if|an?|the|arbitrary)"
          + " )*";
  private static final String NAME = "([A-Za-z](?:_(?:[A-Za-z0-9]|\\{[A-Za-z0-9]{1,3}\\}))?)";
  private static final String KIND =
      "((?:(?:arbitrary|positive|non-?negative|nonzero|non-zero|natural|whole|real|complex"
          + "|rational)"
          + " ){0,3}(?:integers?|numbers?|constants?|reals?|scalars?|real|arbitrary constant)"
          + "|arbitrary|real|complex|integral)";
  private static final String SET =
      "(?:\\\\(?:mathbb|mathbf|mathcal|Bbb|rm) ?\\{? ?([ZNRCQ])"
          + " ?\\}?|\\\\?([ZNRCQ])(?![A-Za-z])|([ℤℕℝℂℚ])) ?((?:\\^ ?\\{? ?[+*] ?\\}?|_ ?\\{?"
          + " ?(?:\\\\geq? ?|≥ ?|> ?|\\+)?0? ?\\+?\\}?|\\\\setminus ?\\\\\\{ ?0 ?\\\\\\})?)";
  private static final Pattern MEMBER =
      Pattern.compile(LEAD + "(?:" + KIND + " )?" + NAME + " ?(?:\\\\in|∈|in) ?" + SET);
  private static final Pattern NAMED_KIND = Pattern.compile(LEAD + KIND + " " + NAME);
  private static final Pattern KIND_OF_NAME =
      Pattern.compile(LEAD + NAME + "(?: (?:is|are|be|being|denotes|as))? ?" + LEAD + KIND);
  private static final Pattern BOUND =
      Pattern.compile(
          LEAD
              + "(?:"
              + KIND
              + " )?"
              + NAME
              + " ?(\\\\geq? ?|\\\\geqslant ?|≥ ?|>= ?|> ?|\\\\gt ?)(-?\\d{1,3})");
  private static final Pattern COUNTED =
      Pattern.compile(
          LEAD
              + NAME
              + " ?= ?(0 ?, ?(?:\\\\pm ?1|±1)|0 ?, ?1|1 ?,"
              + " ?2)(?:[^a-zA-Z=]|\\\\pm){0,30}(?:\\\\[lc]?dots|\\.\\.\\.|…)");
  private static final Pattern TEXT =
      Pattern.compile("\\\\(?:text|textrm|mathrm|mbox|textit)\\{([^{}]{0,120})\\}");
  private static final Pattern SPLIT =
      Pattern.compile(
          "[,;(]|(?<=[ })])(?=(?:where|for|with|such that|when|here|if|and|any|integers?|k|n)"
              + " )|\\\\q?quad");

  /// Returns the qualifier at the end of an answer, or empty where there is none that is
  /// understood.
  static Optional<Qualifier> of(String answer) {
    if (answer.length() > MAX_LENGTH || SAID.stream().noneMatch(answer::contains)) {
      return Optional.empty();
    }
    String text =
        TEXT.matcher(answer)
            .replaceAll(" $1 ")
            .replace("$", " ")
            .replaceAll("\\\\[ ,;:!]|~", " ")
            .replaceAll("\\s+", " ")
            .strip();
    Matcher split = SPLIT.matcher(text);
    for (int count = 0; count < MAX_SPLITS && split.find(); count++) {
      String tail = text.substring(split.end());
      String value = text.substring(0, split.start()).strip();
      Optional<Qualifier> found =
          value.isEmpty()
              ? Optional.empty()
              : read(value, cleaned(tail, text.charAt(split.start())));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String cleaned(String tail, char separator) {
    String text = tail.strip();
    text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    text = separator == '(' && text.endsWith(")") ? text.substring(0, text.length() - 1) : text;
    return text.strip();
  }

  private static Optional<Qualifier> read(String value, String tail) {
    Matcher member = MEMBER.matcher(tail);
    if (member.matches()) {
      String letter =
          List.of(3, 4, 5).stream()
              .map(member::group)
              .filter(group -> group != null)
              .findFirst()
              .orElse("Z");
      String ascii = "ZNRCQ".charAt(Math.max(0, "ℤℕℝℂℚ".indexOf(letter))) + "";
      return Optional.of(
          new Qualifier(
              value,
              member.group(2),
              Domain.ofSet("ℤℕℝℂℚ".contains(letter) ? ascii : letter, member.group(6))));
    }
    Matcher counted = COUNTED.matcher(tail);
    if (counted.matches()) {
      boolean signed = counted.group(2).contains("1") && !counted.group(2).matches("[01] ?, ?[12]");
      Domain domain =
          signed ? Domain.INTEGERS : Domain.integersFrom(counted.group(2).charAt(0) - '0');
      return Optional.of(new Qualifier(value, counted.group(1), domain));
    }
    return worded(value, tail).or(() -> bounded(value, tail));
  }

  private static Optional<Qualifier> worded(String value, String tail) {
    Matcher named = NAMED_KIND.matcher(tail);
    if (named.matches()) {
      return Optional.of(new Qualifier(value, named.group(2), words(named.group(1))));
    }
    Matcher kind = KIND_OF_NAME.matcher(tail);
    return kind.matches()
        ? Optional.of(new Qualifier(value, kind.group(1), words(kind.group(2))))
        : Optional.empty();
  }

  private static Domain words(String kind) {
    return Domain.ofWords(kind.toLowerCase(Locale.ROOT));
  }

  /// An inequality bounds an integer only where the letter names one.
  private static Optional<Qualifier> bounded(String value, String tail) {
    Matcher bound = BOUND.matcher(tail);
    boolean integer =
        bound.matches()
            && (bound.group(1) == null
                ? "knmjlN".contains(bound.group(2).substring(0, 1))
                : words(bound.group(1)).kind() == Domain.Kind.INTEGER);
    if (!integer) {
      return Optional.empty();
    }
    String sign = bound.group(3).strip();
    boolean strict = sign.equals(">") || sign.equals("\\gt");
    int least = Integer.parseInt(bound.group(4)) + (strict ? 1 : 0);
    return Optional.of(new Qualifier(value, bound.group(2), Domain.integersFrom(least)));
  }
}
