package assay.engine.tokenizer;

import java.util.Arrays;

/// A set of characters.
@FunctionalInterface
interface CodePointSet {

  boolean contains(int codePoint);

  default CodePointSet or(CodePointSet other) {
    return codePoint -> contains(codePoint) || other.contains(codePoint);
  }

  default CodePointSet not() {
    return codePoint -> !contains(codePoint);
  }

  /// The set of these characters.
  static CodePointSet of(String characters) {
    int[] codePoints = characters.codePoints().sorted().toArray();
    return codePoint -> Arrays.binarySearch(codePoints, codePoint) >= 0;
  }

  /// The set of these ranges: first and last of each, in ascending order.
  static CodePointSet ranges(int... bounds) {
    return codePoint -> {
      int index = Arrays.binarySearch(bounds, codePoint);
      // Behind an odd number of bounds means inside a range; the bounds themselves belong to it.
      return index >= 0 || (-index - 1) % 2 == 1;
    };
  }
}
