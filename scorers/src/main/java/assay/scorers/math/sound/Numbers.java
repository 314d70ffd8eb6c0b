package assay.scorers.math.sound;

import assay.scorers.math.ExtractedAnswer;
import java.util.Optional;

/// Numbers in running text.
final class Numbers {
  private Numbers() {}

  /// Returns the last number that lies between two indexes, with its sign, separators, fraction bar
  /// and percent sign.
  static Optional<ExtractedAnswer> last(String text, int start, int end, String rule) {
    for (int stop = end; stop > start; stop--) {
      if (isDigit(text, stop - 1)) {
        int from = first(text, start, stop);
        int to = behindPercent(text, stop, end);
        return Optional.of(new ExtractedAnswer(text.substring(from, to), rule, from, to));
      }
    }
    return Optional.empty();
  }

  private static int behindPercent(String text, int stop, int end) {
    boolean escaped = text.startsWith("\\%", stop);
    int to = stop + (escaped ? 2 : text.startsWith("%", stop) ? 1 : 0);
    return Math.min(to, end);
  }

  private static int first(String text, int start, int stop) {
    int from = stop - 1;
    while (from > start && continues(text, start, from - 1)) {
      from--;
    }
    boolean point = from > start && text.charAt(from - 1) == '.';
    boolean minus = from > start && text.charAt(from - 1) == '-';
    boolean range = from > start + 1 && Character.isLetterOrDigit(text.charAt(from - 2));
    return point || (minus && !range) ? from - 1 : from;
  }

  private static boolean continues(String text, int start, int index) {
    char character = text.charAt(index);
    boolean inner = character == '.' || character == ',' || character == '/';
    return isDigit(text, index) || (inner && index > start && isDigit(text, index - 1));
  }

  private static boolean isDigit(String text, int index) {
    return text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
