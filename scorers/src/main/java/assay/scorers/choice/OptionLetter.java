package assay.scorers.choice;

import java.util.Optional;
import java.util.Set;

/// A letter that stands for an option, as opposed to an initial, a variable, the article or the
/// pronoun.
///
/// @param letter A to J
/// @param bracketed whether brackets or braces enclose it
/// @param start index of the letter
/// @param end index after it and its bracket
record OptionLetter(char letter, boolean bracketed, int start, int end) {
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";
  private static final String ENDS = ".,;:!?*\"'”’)]}$\n|。，";
  private static final String FORMULA = "=<>+-−–*/^≈≤≥×·∝∼~\\_";
  private static final Set<String> AFTER_LETTER =
      Set.of(
          "because",
          "since",
          "as",
          "is",
          "which",
          "and",
          "or",
          "but",
          "due",
          "based",
          "not",
          "for",
          "with",
          "from",
          "according",
          "in",
          "by",
          "if",
          "the",
          "that",
          "given",
          "only",
          "instead");
  private static final Set<String> AFTER_PRONOUN_LIKE =
      Set.of("because", "since", "which", "or", "and", "but", "due", "based", "not", "is");

  /// Returns the option letter that stands at the index, perhaps in brackets.
  ///
  /// @param options number of options
  /// @param limit index at which the text ends
  static Optional<OptionLetter> at(CharSequence text, int index, int limit, int options) {
    int bracket = index < limit ? OPENING.indexOf(text.charAt(index)) : -1;
    int at = index;
    if (bracket >= 0) {
      at = skipMarks(text, index + 1, limit);
    }
    if (at >= limit || text.charAt(at) < 'A' || text.charAt(at) >= 'A' + options) {
      return Optional.empty();
    }
    char letter = text.charAt(at);
    if (bracket >= 0) {
      int closing = skipMarks(text, at + 1, limit);
      return closing < limit && text.charAt(closing) == CLOSING.charAt(bracket)
          ? Optional.of(new OptionLetter(letter, true, at, closing + 1))
          : opened(text, letter, at, limit);
    }
    return standsAlone(text, at, limit)
        ? Optional.of(new OptionLetter(letter, closes(text, at + 1, limit), at, at + 1))
        : Optional.empty();
  }

  /// "(C. 42)" or "{C: 42}": the bracket encloses the option's text too; or the text ends there.
  private static Optional<OptionLetter> opened(CharSequence text, char letter, int at, int limit) {
    boolean mark = at + 1 >= limit || (text.charAt(at + 1) == '.' || text.charAt(at + 1) == ':');
    return mark ? Optional.of(new OptionLetter(letter, true, at, at + 1)) : Optional.empty();
  }

  /// "B)": half a bracket is one.
  private static boolean closes(CharSequence text, int index, int limit) {
    return index < limit && text.charAt(index) == ')';
  }

  private static int skipMarks(CharSequence text, int index, int limit) {
    int at = index;
    while (at < limit && (text.charAt(at) == ' ' || text.charAt(at) == '*')) {
      at++;
    }
    return at;
  }

  private static boolean standsAlone(CharSequence text, int at, int limit) {
    int next = at + 1;
    if (next >= limit) {
      return true;
    }
    char c = text.charAt(next);
    if (ENDS.indexOf(c) >= 0) {
      boolean joined = c == '\'' || c == '.' || c == '’' || c == ':';
      return !joined || next + 1 >= limit || !Character.isLetterOrDigit(text.charAt(next + 1));
    }
    return Character.isWhitespace(c) && beforeWord(text, at, limit);
  }

  /// Decides by what follows the white space: a formula makes a variable of the letter, a noun
  /// makes an article of A, a verb a pronoun of I.
  private static boolean beforeWord(CharSequence text, int at, int limit) {
    int next = at + 1;
    while (next < limit && text.charAt(next) == ' ') {
      next++;
    }
    if (next >= limit || text.charAt(next) == '\n' || "([".indexOf(text.charAt(next)) >= 0) {
      return true;
    }
    char c = text.charAt(next);
    if (FORMULA.indexOf(c) >= 0) {
      return (c == '-' || c == '–') && next + 1 < limit && text.charAt(next + 1) == ' ';
    }
    int end = next;
    while (end < limit && end < next + 16 && Character.isLetter(text.charAt(end))) {
      end++;
    }
    String word = text.subSequence(next, end).toString();
    char letter = text.charAt(at);
    return (letter == 'A' || letter == 'I')
        ? AFTER_PRONOUN_LIKE.contains(word)
        : AFTER_LETTER.contains(word) || (word.isEmpty() && !Character.isDigit(c));
  }
}
