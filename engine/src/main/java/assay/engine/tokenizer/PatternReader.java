package assay.engine.tokenizer;

/// The characters of a pattern, read one by one. Mutable; one serves one parsing.
final class PatternReader {
  /// What [#peek] returns behind the last character.
  static final int END = -1;

  private final String pattern;
  private final int[] codePoints;
  private int at;

  PatternReader(String pattern) {
    this.pattern = pattern;
    this.codePoints = pattern.codePoints().toArray();
  }

  boolean atEnd() {
    return at == codePoints.length;
  }

  int peek() {
    return atEnd() ? END : codePoints[at];
  }

  boolean startsWith(String text) {
    return new String(codePoints, at, Math.min(text.length(), codePoints.length - at)).equals(text);
  }

  int next() {
    if (atEnd()) {
      throw fault("the end");
    }
    return codePoints[at++];
  }

  boolean take(int codePoint) {
    boolean there = peek() == codePoint;
    at += there ? 1 : 0;
    return there;
  }

  void require(int codePoint, String otherwise) {
    if (!take(codePoint)) {
      throw fault(otherwise);
    }
  }

  /// A decimal number of at most `most`.
  int number(int most) {
    int value = 0;
    if (!isDigit(peek())) {
      throw fault("what is no number");
    }
    while (isDigit(peek())) {
      value = 10 * value + next() - '0';
      if (value > most) {
        throw fault("a count above " + most);
      }
    }
    return value;
  }

  private static boolean isDigit(int codePoint) {
    return codePoint >= '0' && codePoint <= '9';
  }

  /// A hexadecimal number of `digits` digits.
  int hexadecimal(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw fault("what is no hexadecimal number");
      }
      value = 16 * value + digit;
    }
    return value;
  }

  /// The text up to an end mark, which is read too.
  String until(int end) {
    StringBuilder text = new StringBuilder();
    while (!take(end)) {
      text.appendCodePoint(next());
    }
    return text.toString();
  }

  UnsupportedPatternException fault(String what) {
    return new UnsupportedPatternException(pattern, at, "cannot run " + what);
  }
}
