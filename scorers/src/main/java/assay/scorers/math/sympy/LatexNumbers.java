package assay.scorers.math.sympy;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Fraction;

/// The numbers of sympy's LaTeX grammar, whose tokens are single digits.
///
/// Source: sympy 1.12, `parsing/latex/LaTeX.g4`, `number`.
record LatexNumbers(LatexTokens tokens) {
  /// Reads a number.
  Expression number() throws UnreadException {
    StringBuilder digits = new StringBuilder();
    takeDigits(digits);
    while (tokens.peek().equals(",")) {
      int start = tokens.position();
      tokens.take();
      StringBuilder group = new StringBuilder();
      while (group.length() < 3 && digit(tokens.peek())) {
        group.append(tokens.take());
      }
      if (group.length() < 3) {
        tokens.back(start);
        break;
      }
      digits.append(group);
    }
    boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
    if (leadingZero && !tokens.peek().equals(".")) {
      // Python reads no integer that begins with a zero.
      throw new LatexTokens.UnknownCharacterException();
    }
    if (tokens.take(".")) {
      if (!digit(tokens.peek())) {
        throw new UnreadException();
      }
      digits.append('.');
      fraction(digits);
    }
    return new Rational(Fraction.ofDecimal(digits.toString()));
  }

  /// Reads the digits behind a point. Before another point the last of several is left over: the
  /// grammar's prediction gives it up when it finds no way on.
  private void fraction(StringBuilder digits) {
    int start = digits.length();
    int last = tokens.position();
    while (digit(tokens.peek())) {
      last = tokens.position();
      digits.append(tokens.take());
    }
    if (tokens.peek().equals(".") && digits.length() > start + 1) {
      digits.setLength(digits.length() - 1);
      tokens.back(last);
    }
  }

  private void takeDigits(StringBuilder digits) {
    while (digit(tokens.peek())) {
      digits.append(tokens.take());
    }
  }

  /// Returns whether a token is a digit.
  static boolean digit(String token) {
    return token.length() == 1 && token.charAt(0) >= '0' && token.charAt(0) <= '9';
  }
}
