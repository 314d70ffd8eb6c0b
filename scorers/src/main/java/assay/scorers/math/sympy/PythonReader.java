package assay.scorers.math.sympy;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads arithmetic as `sympy.parsing.sympy_parser.parse_expr` does, with implicit multiplication:
/// `2x(y)` is a product, `xy` two letters, `1/2x` is x/2, and only `pi` and functions before a
/// parenthesis are names. `^` is a power, as graders replace it by `**` before.
///
/// Anything else that Python could evaluate (tuples, comparisons, calls of other functions) is not
/// read; the graders' difference of two such values fails too.
///
/// Source: sympy 1.12, `implicit_multiplication_application`.
public final class PythonReader {
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_DEPTH = 100;

  private final String text;
  private final boolean implicit;
  private int at;
  private int depth;

  private PythonReader(String text, boolean implicit) {
    this.text = text;
    this.implicit = implicit;
  }

  /// Returns the tree, or empty where the parser would fail or give no arithmetic. `^` is a power.
  public static Optional<Expression> read(String text) {
    return read(text.replace("**", "^"), true);
  }

  /// Returns the tree as the parser builds it without implicit multiplication: names have several
  /// letters, and `^` is no power.
  public static Optional<Expression> readPlain(String text) {
    return text.indexOf('^') >= 0 ? Optional.empty() : read(text.replace("**", "^"), false);
  }

  private static Optional<Expression> read(String text, boolean implicit) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    PythonReader reader = new PythonReader(text.replace(" ", ""), implicit);
    try {
      Expression value = reader.sum();
      return reader.at == reader.text.length() ? Optional.of(value) : Optional.empty();
    } catch (UnreadException e) {
      return Optional.empty();
    }
  }

  private Expression sum() throws UnreadException {
    enter();
    List<Expression> terms = new ArrayList<>(List.of(product()));
    while (peek() == '+' || peek() == '-') {
      boolean minus = take() == '-';
      Expression term = product();
      terms.add(minus ? new Negation(term) : term);
    }
    depth--;
    return terms.size() == 1 ? terms.getFirst() : new Sum(terms);
  }

  private Expression product() throws UnreadException {
    Expression left = unary();
    while (true) {
      if (peek() == '*') {
        at++;
        left = new Product(List.of(left, unary()));
      } else if (peek() == '/') {
        at++;
        left = new Quotient(left, unary());
      } else if (implicit && startsFactor()) {
        left = new Product(List.of(left, power()));
      } else {
        return left;
      }
    }
  }

  private Expression unary() throws UnreadException {
    enter();
    Expression value;
    if (peek() == '-') {
      at++;
      value = new Negation(unary());
    } else if (peek() == '+') {
      at++;
      value = unary();
    } else {
      value = power();
    }
    depth--;
    return value;
  }

  private Expression power() throws UnreadException {
    Expression base = atom();
    while (peek() == '!') {
      at++;
      base = new Call(Functions.FACTORIAL, List.of(base));
    }
    if (peek() != '^') {
      return base;
    }
    at++;
    int start = at;
    Expression exponent = unary();
    return SympyFunctions.power(base, exponent, text.substring(start, at).indexOf('.') >= 0);
  }

  private boolean startsFactor() {
    return peek() == '(' || digit(peek()) || peek() == '.' || Character.isLetter(codePoint());
  }

  private Expression atom() throws UnreadException {
    if (peek() == '(') {
      at++;
      Expression value = sum();
      expect(')');
      return value;
    }
    if (digit(peek()) || peek() == '.') {
      return number();
    }
    if (Character.isLetter(codePoint())) {
      return name();
    }
    throw new UnreadException();
  }

  private Expression number() throws UnreadException {
    int start = at;
    skipDigits();
    boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
    if (peek() == '.') {
      at++;
      skipDigits();
      leadingZero = false;
    }
    String digits = text.substring(start, at).replace("_", "");
    if (digits.equals(".") || leadingZero) {
      throw new UnreadException();
    }
    return new Rational(Fraction.ofDecimal(digits));
  }

  private Expression name() throws UnreadException {
    for (String function : List.of("sqrt", "ln")) {
      if (text.startsWith(function + "(", at)) {
        at += function.length() + 1;
        Expression argument = sum();
        expect(')');
        return function.equals("ln")
            ? new Call(function, List.of(argument))
            : new Call(Functions.ROOT, List.of(new Rational(Fraction.of(2)), argument));
      }
    }
    if (text.startsWith("pi", at) && !wordAt(at + 2)) {
      at += 2;
      return Constant.PI;
    }
    int start = at;
    at += Character.charCount(codePoint());
    while (!implicit && wordAt(at)) {
      at++;
    }
    return constantOrVariable(text.substring(start, at));
  }

  /// Capital letters that sympy takes for itself cannot be subtracted, except E and I.
  private Expression constantOrVariable(String name) throws UnreadException {
    if (implicit) {
      return new Variable(name);
    }
    return switch (name) {
      case "E" -> Constant.E;
      case "I" -> Constant.IMAGINARY_UNIT;
      case "N", "O", "Q", "S", "lambda" -> throw new UnreadException();
      default -> new Variable(name);
    };
  }

  private boolean wordAt(int index) {
    return index < text.length() && Character.isLetterOrDigit(text.charAt(index));
  }

  private void skipDigits() {
    while (digit(peek()) || separator()) {
      at++;
    }
  }

  /// Python allows single underscores between digits.
  private boolean separator() {
    return peek() == '_'
        && at > 0
        && digit(text.charAt(at - 1))
        && at + 1 < text.length()
        && digit(text.charAt(at + 1));
  }

  private void expect(char character) throws UnreadException {
    if (peek() != character) {
      throw new UnreadException();
    }
    at++;
  }

  private char take() {
    return text.charAt(at++);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private int codePoint() {
    return at < text.length() ? text.codePointAt(at) : 0;
  }

  private void enter() throws UnreadException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new UnreadException();
    }
  }

  private static boolean digit(char character) {
    return character >= '0' && character <= '9';
  }
}
