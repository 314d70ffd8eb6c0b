package assay.scorers.code;

import assay.scorers.PythonText;
import java.util.ArrayList;
import java.util.List;
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
  private static final int EXCERPT_CHARS = 80;

  private OutputComparison() {}

  /// Returns what is different, in words for a reader, or empty when the output is right.
  static Optional<String> difference(String expected, String actual) {
    List<String> wanted = lines(expected);
    List<String> found = lines(actual);
    for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
      if (!sameLine(wanted.get(i), found.get(i))) {
        return Optional.of(
            "line %d: expected %s, found %s"
                .formatted(i + 1, excerpt(wanted.get(i)), excerpt(found.get(i))));
      }
    }
    if (wanted.size() != found.size()) {
      return Optional.of("expected %d lines, found %d".formatted(wanted.size(), found.size()));
    }
    return Optional.empty();
  }

  private static List<String> lines(String output) {
    List<String> lines = new ArrayList<>();
    for (String line : PythonText.strip(output).split("\n", -1)) {
      lines.add(PythonText.strip(line));
    }
    return lines;
  }

  private static boolean sameLine(String expected, String actual) {
    if (expected.equals(actual)) {
      return true;
    }
    Optional<List<DecimalToken>> wanted = numbers(expected);
    return wanted.isPresent() && wanted.equals(numbers(actual));
  }

  private static Optional<List<DecimalToken>> numbers(String line) {
    List<DecimalToken> numbers = new ArrayList<>();
    for (String word : PythonText.split(line)) {
      Optional<DecimalToken> number = DecimalToken.parse(word);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers.add(number.get());
    }
    return Optional.of(numbers);
  }

  /// Returns the text in quotes, cut to a length that fits a table.
  static String excerpt(String text) {
    String shown =
        text.length() <= EXCERPT_CHARS
            ? text
            : text.substring(0, EXCERPT_CHARS) + "… (" + text.length() + " characters)";
    return "\"" + shown + "\"";
  }
}
