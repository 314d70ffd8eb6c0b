package assay.scorers.math;

/// Matching of `{` and `}`.
final class Braces {
  private Braces() {}

  /// Returns the index of the brace that closes the one at `open`, or -1 where none does. A brace
  /// after a backslash counts like any other, as in the published extractors.
  static int closing(String text, int open) {
    int depth = 0;
    for (int index = open; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '{') {
        depth++;
      } else if (character == '}') {
        depth--;
        if (depth == 0) {
          return index;
        }
      }
    }
    return -1;
  }
}
