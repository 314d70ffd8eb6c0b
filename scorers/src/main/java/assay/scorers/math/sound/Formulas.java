package assay.scorers.math.sound;

import java.util.List;
import java.util.Optional;

/// Formulas between math delimiters: `$...$`, `$$...$$`, `\(...\)`, `\[...\]`. All scans are
/// linear.
final class Formulas {
  private static final List<Delimiters> DELIMITERS =
      List.of(
          new Delimiters("$$", "$$"),
          new Delimiters("$", "$"),
          new Delimiters("\\(", "\\)"),
          new Delimiters("\\[", "\\]"));

  private Formulas() {}

  private record Delimiters(String open, String close) {}

  /// The place of a formula, without its delimiters.
  record Formula(int start, int end) {}

  /// Returns the formula whose opening delimiter stands at the index.
  static Optional<Formula> startingAt(String text, int index) {
    for (Delimiters delimiters : DELIMITERS) {
      if (text.startsWith(delimiters.open(), index)) {
        int start = index + delimiters.open().length();
        int end = closing(text, delimiters.close(), start);
        return end < 0 ? Optional.empty() : Optional.of(new Formula(start, end));
      }
    }
    return Optional.empty();
  }

  /// Returns the index of the closing delimiter, or -1. An escaped dollar closes nothing.
  private static int closing(String text, String close, int start) {
    for (int index = start; index < text.length(); index++) {
      if (text.startsWith(close, index)) {
        return index;
      }
      index += text.charAt(index) == '\\' ? 1 : 0;
    }
    return -1;
  }

  /// Returns the last closed formula at or after the index.
  static Optional<Formula> last(String text, int from) {
    Optional<Formula> last = Optional.empty();
    int at = nextDelimiter(text, from);
    while (at >= 0) {
      Optional<Formula> formula = startingAt(text, at);
      if (formula.isEmpty()) {
        return last;
      }
      boolean blank = text.substring(formula.get().start(), formula.get().end()).isBlank();
      last = blank ? last : formula;
      at = nextDelimiter(text, behind(text, formula.get()));
    }
    return last;
  }

  /// Returns the index behind the closing delimiter of the formula.
  static int behind(String text, Formula formula) {
    return formula.end() + delimiterLength(text, formula.end());
  }

  private static int delimiterLength(String text, int index) {
    return text.startsWith("$$", index) || text.charAt(index) == '\\' ? 2 : 1;
  }

  private static int nextDelimiter(String text, int from) {
    for (int index = from; index < text.length(); index++) {
      char character = text.charAt(index);
      boolean bracket =
          character == '\\'
              && index + 1 < text.length()
              && (text.charAt(index + 1) == '(' || text.charAt(index + 1) == '[');
      if (character == '$' || bracket) {
        return index;
      }
      index += character == '\\' ? 1 : 0;
    }
    return -1;
  }
}
