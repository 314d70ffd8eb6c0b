package assay.harness.run;

import java.util.Collection;
import java.util.Comparator;

/// What somebody may have meant by a word that is not known.
public final class Similar {
  private Similar() {}

  /// Returns words that end a message: `; did you mean "axes"?`, or nothing where no known word is
  /// near: at most a third of the letters wrong, missing, too many or changed with a neighbour.
  public static String hint(String word, Collection<String> known) {
    return known.stream()
        .filter(each -> edits(word, each) <= Math.max(1, each.length() / 3))
        .min(Comparator.comparingInt(each -> edits(word, each)))
        .map("; did you mean \"%s\"?"::formatted)
        .orElse("");
  }

  /// Returns the distance of Damerau and Levenshtein (optimal string alignment).
  private static int edits(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : step(edits, from, to, i, j);
      }
    }
    return edits[from.length()][to.length()];
  }

  private static int step(int[][] edits, String from, String to, int i, int j) {
    int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(edits[i - 1][j - 1] + same, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}
