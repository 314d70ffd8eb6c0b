package assay.scorers.math.sound;

import java.util.Locale;
import java.util.regex.Pattern;

/// Words that keep a value from being an answer: "not 5", "at least 5", "about 5", "it could be 5".
///
/// Only the clause in which the value stands is read, of which at most [#REACH] characters.
final class Hedges {
  private static final int REACH = 80;
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:\\b(?:not|never|cannot|neither|nor|could|might|may"
              + " be|maybe|perhaps|possibly|guess|approximately|approx|roughly|nearly|almost"
              + "|between|at"
              + " least|at most|up"
              + " to|unless|except|unsure|(?:greater|less|more|fewer|larger|smaller|bigger"
              + "|higher|lower)"
              + " than)"
              + "\\b|n't\\b|n’t\\b|\\b(?:about|around|over|under|above|below|exceeds?"
              + "|exceeding|other"
              + " than)\\W{0,4}$|[<>≤≥≈~≠]\\W{0,3}$)");
  private static final Pattern NEGATED =
      Pattern.compile(
          "(?:\\b(?:not|cannot be|never)|n't(?: be)?|n’t(?: be)?)[\\s:*$\\\\(\\[]{0,8}$");
  private static final Pattern BEHIND =
      Pattern.compile(
          "^[\\s$)*]{0,4}(?:\\?|or (?:more|less|fewer|so|greater)\\b"
              + "|(?:is|are) (?:not|wrong|incorrect|too|impossible)\\b|(?:is|are)n't\\b)");

  private Hedges() {}

  /// Returns whether the words around a value keep it from being an answer.
  ///
  /// @param floor index before which nothing is read
  static boolean surround(String text, int floor, int start, int end) {
    String clause = clauseBefore(text, floor, start);
    String rest = text.substring(end, Math.min(text.length(), end + REACH));
    return BEFORE.matcher(clause).find() || BEHIND.matcher(rest.toLowerCase(Locale.ROOT)).find();
  }

  /// Returns whether a text hedges, wherever the words stand.
  static boolean anyIn(String text) {
    return BEFORE.matcher(text.toLowerCase(Locale.ROOT)).find();
  }

  /// Returns whether the words right before an index negate what stands there.
  static boolean negate(String text, int floor, int start) {
    return NEGATED.matcher(clauseBefore(text, floor, start)).find();
  }

  private static String clauseBefore(String text, int floor, int start) {
    int from = Math.max(floor, start - REACH);
    String before = text.substring(from, start).toLowerCase(Locale.ROOT);
    int clause = 0;
    for (String mark :
        new String[] {". ", "; ", ": ", ", ", "! ", "? ", "\n", " but ", " which is "}) {
      int at = before.lastIndexOf(mark);
      clause = at >= 0 ? Math.max(clause, at + mark.length()) : clause;
    }
    return before.substring(clause);
  }
}
