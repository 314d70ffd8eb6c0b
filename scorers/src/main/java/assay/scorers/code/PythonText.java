package assay.scorers.code;

import java.util.ArrayList;
import java.util.List;

/// Text operations with the meaning that Python gives them.
final class PythonText {
  private PythonText() {}

  /// Returns whether `str.isspace` holds for the character; Java's own notions leave out the
  /// no-break spaces and U+0085.
  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /// Returns what `text.strip()` returns.
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /// Returns what `text.split()` returns: the runs of characters that are no white space.
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isSpace(text.charAt(i))) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }
}
