package assay.engine.template;

import java.util.ArrayList;
import java.util.List;

/// Strings counted in code points, as Python counts them.
final class CodePoints {
  /// No string in a rendering may pass this length in chars.
  static final int LONGEST = 1 << 24;

  private CodePoints() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// Each code point as a string.
  static List<String> split(String text) {
    List<String> characters = new ArrayList<>(text.length());
    text.codePoints().forEach(codePoint -> characters.add(Character.toString(codePoint)));
    return characters;
  }

  /// The part between two indexes in code points, both within the text.
  static String between(String text, int from, int to) {
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }

  /// Refuses a string or list that is about to be built with more than [#LONGEST] parts.
  static void checkLength(long length) {
    if (length > LONGEST) {
      throw new EvaluationException(
          "a value of " + length + " characters or items passes the limit of " + LONGEST);
    }
  }
}
