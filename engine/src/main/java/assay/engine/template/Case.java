package assay.engine.template;

import java.util.Locale;

/// Python's changes of letter case.
final class Case {
  private Case() {}

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = Character.charCount(text.codePointAt(0));
    return titled(text.substring(0, first))
        + lower(text).substring(lower(text.substring(0, first)).length());
  }

  /// One character in title case, which for a few is more than one character.
  private static String titled(String character) {
    int simple = Character.toTitleCase(character.codePointAt(0));
    String upper = upper(character);
    boolean expands = upper.codePointCount(0, upper.length()) > 1;
    if (!expands) {
      return Character.toString(simple);
    }
    int first = Character.charCount(upper.codePointAt(0));
    return upper.substring(0, first) + lower(upper.substring(first));
  }

  /// Title case for each run of letters that have case.
  static String title(String text) {
    StringBuilder titled = new StringBuilder(text.length());
    boolean inside = false;
    String whole = lower(text);
    int at = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      String character = Character.toString(codePoint);
      // Taken from the whole text: a sigma at the end of a word is written in another way.
      int end = at + lower(character).length();
      titled.append(inside ? whole.substring(at, end) : titled(character));
      at = end;
      inside = CharacterTests.isCased(codePoint);
      i += character.length();
    }
    return titled.toString();
  }

  static String swap(String text) {
    StringBuilder swapped = new StringBuilder(text.length());
    String whole = lower(text);
    int at = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      String character = Character.toString(codePoint);
      int end = at + lower(character).length();
      boolean isUpper = Character.isUpperCase(codePoint);
      swapped.append(isUpper ? whole.substring(at, end) : upper(character));
      at = end;
      i += character.length();
    }
    return swapped.toString();
  }

  /// Folds ASCII; the JDK has no full case folding, and nearly the same is not the same.
  static String fold(String text) {
    if (text.chars().anyMatch(c -> c >= 128)) {
      throw new EvaluationException("casefold() of what is not ASCII is not supported");
    }
    return lower(text);
  }
}
