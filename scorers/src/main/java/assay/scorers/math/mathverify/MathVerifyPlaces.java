package assay.scorers.math.mathverify;

import assay.scorers.math.ExtractedAnswer;
import java.util.ArrayList;
import java.util.List;

/// The places of a text at which Math-Verify sees an answer: formulas between delimiters, fractions
/// of two numbers, and numbers that begin a word. Formulas that commas, "and" or "or" join are one
/// answer.
final class MathVerifyPlaces {
  private static final int MAX_JOINED = 6;
  private static final List<String> OPENINGS = List.of("$$", "$", "\\(", "\\[");
  private static final List<String> CLOSINGS = List.of("$$", "$", "\\)", "\\]");

  private final String text;
  private final int[] nextClosing = {-1, -1, -1, -1};
  private final List<ExtractedAnswer> places = new ArrayList<>();
  private int joined;

  private MathVerifyPlaces(String text) {
    this.text = text;
  }

  /// Returns the places in the order of the text.
  static List<ExtractedAnswer> of(String text) {
    MathVerifyPlaces finder = new MathVerifyPlaces(text);
    int at = 0;
    while (at < text.length()) {
      at = finder.next(at);
    }
    return List.copyOf(finder.places);
  }

  /// Notes what begins at an index and returns where to go on.
  private int next(int at) {
    char character = text.charAt(at);
    if (character == '$' || character == '\\') {
      int end = formula(at);
      return end > at ? end : at + (text.startsWith("\\", at) ? 2 : 1);
    }
    if (startsNumber(at)) {
      int end = numberEnd(at);
      places.add(new ExtractedAnswer(text.substring(at, end), "number", at, end));
      return end;
    }
    return at + 1;
  }

  private int formula(int at) {
    if (text.startsWith("\\frac{", at)) {
      return fraction(at);
    }
    for (int kind = 0; kind < OPENINGS.size(); kind++) {
      if (text.startsWith(OPENINGS.get(kind), at)) {
        int start = at + OPENINGS.get(kind).length();
        int end = closing(kind, start);
        boolean oneLine =
            kind == 0
                || kind == 3
                || text.indexOf('\n', start) < 0
                || text.indexOf('\n', start) > end;
        if (end <= start || !oneLine) {
          return -1;
        }
        add(at, start, end);
        return end + CLOSINGS.get(kind).length();
      }
    }
    return -1;
  }

  private int fraction(int at) {
    int top = numberGroup(at + "\\frac".length());
    int bottom = top < 0 ? -1 : numberGroup(top);
    if (bottom < 0) {
      return -1;
    }
    int start = at > 0 && text.charAt(at - 1) == '-' ? at - 1 : at;
    places.add(new ExtractedAnswer(text.substring(start, bottom), "formula", start, bottom));
    return bottom;
  }

  private int numberGroup(int open) {
    if (!text.startsWith("{", open)) {
      return -1;
    }
    int at = open + 1;
    while (at < text.length() && "-0123456789.,".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at > open + 1 && text.startsWith("}", at) ? at + 1 : -1;
  }

  /// Returns the next closing delimiter that no backslash precedes; remembered, so that all
  /// searches together are linear.
  private int closing(int kind, int start) {
    if (nextClosing[kind] == Integer.MAX_VALUE || nextClosing[kind] > start) {
      return nextClosing[kind] == Integer.MAX_VALUE ? -1 : nextClosing[kind];
    }
    int end = text.indexOf(CLOSINGS.get(kind), start);
    while (end > 0 && text.charAt(end - 1) == '\\') {
      end = text.indexOf(CLOSINGS.get(kind), end + 1);
    }
    nextClosing[kind] = end < 0 ? Integer.MAX_VALUE : end;
    return end;
  }

  private void add(int outside, int start, int end) {
    String content = text.substring(start, end);
    boolean joins = !places.isEmpty() && joined < MAX_JOINED && joins(places.getLast(), outside);
    if (joins) {
      ExtractedAnswer before = places.removeLast();
      content = before.text() + ", " + content;
      start = before.start();
      joined++;
    } else {
      joined = 1;
    }
    places.add(new ExtractedAnswer(content, "formula", start, end));
  }

  private boolean joins(ExtractedAnswer before, int outside) {
    if (!before.rule().equals("formula") || outside - before.end() > 12) {
      return false;
    }
    String between = text.substring(before.end(), outside).replaceAll("[\\s$)\\]\\\\]", "");
    return switch (between) {
      case ",", "and", "or", ",and", ",or" -> true;
      default -> false;
    };
  }

  private boolean startsNumber(int at) {
    boolean digit =
        digit(at) || ((text.charAt(at) == '-' || text.charAt(at) == '.') && digit(at + 1));
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    boolean star = before == '*' && at > 1 && text.charAt(at - 2) == '*';
    boolean placed = Character.isWhitespace(before) || before == '=' || star;
    boolean currency =
        "$€£¥₹".indexOf(before) >= 0 && (at == 1 || Character.isWhitespace(text.charAt(at - 2)));
    return digit && (placed || currency);
  }

  private int numberEnd(int start) {
    int at = Math.max(start + 1, groupsEnd(start));
    while (at < text.length()
        && (digit(at)
            || ((text.charAt(at) == '.' || text.charAt(at) == ',' || text.charAt(at) == '/')
                && digit(at + 1)))) {
      at++;
    }
    int percent = at;
    while (percent < text.length() && text.charAt(percent) == ' ') {
      percent++;
    }
    boolean followed = text.startsWith("%", percent) || text.startsWith("percent", percent);
    return followed ? percent + (text.startsWith("%", percent) ? 1 : "percent".length()) : at;
  }

  /// Returns the end of one to three digits that groups of three follow, each behind a space or a
  /// comma; the start where there are none.
  private int groupsEnd(int start) {
    int first = text.charAt(start) == '-' ? start + 1 : start;
    int at = first;
    while (digit(at)) {
      at++;
    }
    if (at == first || at - first > 3 || text.charAt(first) == '0') {
      return start;
    }
    int end = start;
    while (at < text.length()
        && (text.charAt(at) == ' ' || text.charAt(at) == ',')
        && digit(at + 1)
        && digit(at + 2)
        && digit(at + 3)) {
      at += 4;
      end = at;
    }
    return end;
  }

  private boolean digit(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
