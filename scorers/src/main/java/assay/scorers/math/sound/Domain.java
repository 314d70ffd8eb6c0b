package assay.scorers.math.sound;

import java.util.Map;
import java.util.Optional;

/// The numbers that a parameter of an answer stands for.
///
/// @param kind what numbers
/// @param from the least integer, where not all integers are meant
/// @param nonzero whether zero is excluded
record Domain(Kind kind, Optional<Integer> from, boolean nonzero) {
  static final Domain INTEGERS = new Domain(Kind.INTEGER, Optional.empty(), false);

  private static final Map<String, Kind> SETS =
      Map.of(
          "Z",
          Kind.INTEGER,
          "N",
          Kind.INTEGER,
          "R",
          Kind.REAL,
          "C",
          Kind.COMPLEX,
          "Q",
          Kind.RATIONAL);

  enum Kind {
    INTEGER,
    RATIONAL,
    REAL,
    COMPLEX,
    /// "Any constant", which may be real or complex.
    CONSTANT
  }

  static Domain integersFrom(int least) {
    return new Domain(Kind.INTEGER, Optional.of(least), false);
  }

  /// Returns the domain that the letter of a number set and its mark say: `Z`, `N`, `Z` with `+`.
  /// As in most problems, `N` begins with 1.
  static Domain ofSet(String letter, String mark) {
    if (mark.contains("0")) {
      return integersFrom(0);
    }
    boolean positive = letter.equals("N") || mark.contains("+");
    return SETS.get(letter) == Kind.INTEGER && positive
        ? integersFrom(1)
        : new Domain(SETS.get(letter), Optional.empty(), !mark.isEmpty());
  }

  /// Returns the domain that words such as "positive integer" say.
  static Domain ofWords(String words) {
    boolean negatable =
        words.contains("nonnegative") || words.contains("non-negative") || words.contains("whole");
    boolean nonzero = words.contains("zero");
    if (words.contains("integer") || words.contains("natural") || words.contains("whole")) {
      boolean positive = words.contains("positive") || words.contains("natural");
      return negatable
          ? integersFrom(0)
          : positive ? integersFrom(1) : new Domain(Kind.INTEGER, Optional.empty(), nonzero);
    }
    Kind kind =
        words.contains("complex")
            ? Kind.COMPLEX
            : words.contains("real")
                ? Kind.REAL
                : words.contains("rational") ? Kind.RATIONAL : Kind.CONSTANT;
    boolean positive = words.contains("positive") || negatable;
    return new Domain(kind, positive ? Optional.of(negatable ? 0 : 1) : Optional.empty(), nonzero);
  }

  /// Returns whether the two may say the same.
  boolean agreesWith(Domain other) {
    boolean unsaid = kind == Kind.CONSTANT || other.kind == Kind.CONSTANT;
    boolean neitherCounts = kind != Kind.INTEGER && other.kind != Kind.INTEGER;
    return equals(other)
        || (unsaid && neitherCounts && from.equals(other.from) && nonzero == other.nonzero);
  }
}
