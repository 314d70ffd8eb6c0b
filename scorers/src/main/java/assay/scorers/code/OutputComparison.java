package assay.scorers.code;

import assay.scorers.PythonText;
import java.util.Optional;

/// Compares what a program printed with what it should have printed.
///
/// As LiveCodeBench does it: white space around the whole outputs is dropped, then around each
/// line. The number of lines must be the same, blank lines inside included. A line is right when it
/// is the same text, or when all words of both lines are decimal numbers and the two rows of
/// numbers are exactly equal (`1.0` is `1`, `5e-1` is `0.50`, `0.30000000000000004` is not `0.3`).
/// Upper and lower case differ, and so does the white space between words that are no numbers.
///
/// Source: `lcb_runner/evaluation/testing_util.py` (LiveCodeBench, commit 28fef95).
final class OutputComparison {
  private OutputComparison() {}

  /// Returns what is different, in words for a reader, or empty when the output is right.
  ///
  /// Lines and words are taken one at a time: a list of the words of an output takes fifty times
  /// its memory.
  static Optional<String> difference(String expected, String actual) {
    Lines wanted = new Lines(expected);
    Lines found = new Lines(actual);
    for (int number = 1; wanted.hasNext() && found.hasNext(); number++) {
      String wantedLine = wanted.next();
      String foundLine = found.next();
      if (!sameLine(wantedLine, foundLine)) {
        return Optional.of(
            "line %d: expected %s, found %s"
                .formatted(number, Excerpt.of(wantedLine), Excerpt.of(foundLine)));
      }
    }
    return wanted.count() == found.count()
        ? Optional.empty()
        : Optional.of("expected %d lines, found %d".formatted(wanted.count(), found.count()));
  }

  private static boolean sameLine(String expected, String actual) {
    return expected.equals(actual) || sameNumbers(expected, actual);
  }

  private static boolean sameNumbers(String expected, String actual) {
    Words wanted = new Words(expected);
    Words found = new Words(actual);
    while (wanted.hasNext() && found.hasNext()) {
      Optional<DecimalToken> number = DecimalToken.parse(wanted.next());
      if (number.isEmpty() || !number.equals(DecimalToken.parse(found.next()))) {
        return false;
      }
    }
    return !wanted.hasNext() && !found.hasNext();
  }

  /// The lines of an output without white space around the whole and around each.
  private static final class Lines {
    private final String text;
    private int at;

    Lines(String output) {
      text = PythonText.strip(output);
    }

    boolean hasNext() {
      return at <= text.length();
    }

    String next() {
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      at = end < 0 ? text.length() + 1 : end + 1;
      return PythonText.strip(line);
    }

    long count() {
      return 1 + text.chars().filter(c -> c == '\n').count();
    }
  }

  /// The runs of characters of a line that are no white space.
  private static final class Words {
    private final String line;
    private int at;

    Words(String line) {
      this.line = line;
      this.at = PythonText.skipSpace(line, 0);
    }

    boolean hasNext() {
      return at < line.length();
    }

    String next() {
      int end = at;
      while (end < line.length() && !PythonText.isSpace(line.charAt(end))) {
        end++;
      }
      String word = line.substring(at, end);
      at = PythonText.skipSpace(line, end);
      return word;
    }
  }
}
