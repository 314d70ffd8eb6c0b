package assay.scorers.math.sympy;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.sympy.LatexTokens.UnknownCharacterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads LaTeX as `sympy.parsing.latex.parse_latex` does (the ANTLR grammar of sympy 1.12).
///
/// Its quirks decide verdicts, so they are kept: what follows the first complete expression is
/// ignored (`1,2` is 1 and `4210_5` is 4210); unknown commands are letters, so `\text{even}` is a
/// product of five letters and `\pi` and `e` are no numbers; `7 3/4` is 73/4; a letter before a
/// parenthesis is a function; `\sqrt3` and anything with a percent sign, a double backslash or a
/// character beyond ASCII is no expression. Relations are read as pairs.
///
/// Source: sympy 1.12, `parsing/latex/LaTeX.g4` and `_parse_latex_antlr.py`.
public final class LatexReader {
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_DEPTH = 100;
  private static final Map<String, Sign> SIGNS =
      Map.ofEntries(
          Map.entry("=", Sign.EQUAL),
          Map.entry("<", Sign.LESS),
          Map.entry(">", Sign.GREATER),
          Map.entry("\\le", Sign.LESS_OR_EQUAL),
          Map.entry("\\leq", Sign.LESS_OR_EQUAL),
          Map.entry("\\leqq", Sign.LESS_OR_EQUAL),
          Map.entry("\\leqslant", Sign.LESS_OR_EQUAL),
          Map.entry("\\ge", Sign.GREATER_OR_EQUAL),
          Map.entry("\\geq", Sign.GREATER_OR_EQUAL),
          Map.entry("\\geqq", Sign.GREATER_OR_EQUAL),
          Map.entry("\\geqslant", Sign.GREATER_OR_EQUAL),
          Map.entry("\\neq", Sign.NOT_EQUAL));

  private final LatexTokens tokens;
  private final LatexAtoms atoms;
  private int depth;

  private LatexReader(LatexTokens tokens) {
    this.tokens = tokens;
    this.atoms = new LatexAtoms(tokens, this);
  }

  /// Returns the tree, or empty where the parser would raise an error.
  public static Optional<Expression> read(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    LatexReader reader = new LatexReader(new LatexTokens(text));
    try {
      Expression value = reader.relation();
      reader.tokens.peek();
      return Optional.of(value);
    } catch (UnreadException | UnknownCharacterException e) {
      return Optional.empty();
    }
  }

  private Expression relation() throws UnreadException {
    Expression left = sum();
    for (Sign sign = SIGNS.get(tokens.peek()); sign != null; sign = SIGNS.get(tokens.peek())) {
      tokens.take();
      left = related(left, sign, sum());
    }
    return left;
  }

  /// An inequality of a relation is an error to sympy, and its equality with a number is false.
  private static Expression related(Expression left, Sign sign, Expression right)
      throws UnreadException {
    boolean nested = left instanceof Relation || left instanceof Expression.Words;
    if (nested && sign != Sign.EQUAL && sign != Sign.NOT_EQUAL) {
      throw new UnreadException();
    }
    return nested && right instanceof Expression.Rational
        ? new Expression.Words(sign == Sign.EQUAL ? "False" : "True")
        : new Relation(List.of(left, right), List.of(sign));
  }

  /// A part of the grammar.
  @FunctionalInterface
  interface Part {
    Expression read() throws UnreadException;
  }

  /// Reads a continuation; where it fails, what stands before it is the whole, and the tokens go
  /// back to the given position.
  Optional<Expression> attempt(int start, Part part) {
    int outside = depth;
    try {
      return Optional.of(part.read());
    } catch (UnreadException e) {
      depth = outside;
      tokens.back(start);
      return Optional.empty();
    }
  }

  Expression sum() throws UnreadException {
    enter();
    List<Expression> terms = new ArrayList<>(List.of(product(true)));
    while (tokens.peek().equals("+") || tokens.peek().equals("-")) {
      int start = tokens.position();
      boolean minus = tokens.take().equals("-");
      Optional<Expression> term = attempt(start, () -> product(true));
      if (term.isEmpty()) {
        break;
      }
      terms.add(minus ? new Negation(term.get()) : term.get());
    }
    depth--;
    return terms.size() == 1 ? terms.getFirst() : new Sum(terms);
  }

  /// Reads a product.
  ///
  /// @param functions whether factors after the first may be functions; behind a function without
  ///   parentheses they may not
  Expression product(boolean functions) throws UnreadException {
    Expression left = unary(functions);
    while (true) {
      int start = tokens.position();
      boolean division =
          switch (tokens.peek()) {
            case "/", "\\div", ":" -> true;
            default -> false;
          };
      boolean multiplication =
          switch (tokens.peek()) {
            case "*", "\\times", "\\cdot" -> true;
            default -> false;
          };
      if (!division && !multiplication) {
        return left;
      }
      tokens.take();
      Optional<Expression> right = attempt(start, () -> unary(functions));
      if (right.isEmpty()) {
        return left;
      }
      left = division ? new Quotient(left, right.get()) : new Product(List.of(left, right.get()));
    }
  }

  private Expression unary(boolean functions) throws UnreadException {
    enter();
    Expression value;
    if (tokens.take("-")) {
      value = new Negation(unary(functions));
    } else if (tokens.take("+")) {
      value = unary(functions);
    } else {
      value = factors(functions);
    }
    depth--;
    return value;
  }

  private Expression factors(boolean functions) throws UnreadException {
    List<Expression> factors = new ArrayList<>(List.of(postfix()));
    while (atoms.startsFactor(tokens.peek(), functions)) {
      int start = tokens.position();
      Optional<Expression> next = attempt(start, this::postfix);
      if (next.isEmpty()) {
        break;
      }
      factors.add(next.get());
    }
    return factors.size() == 1 ? factors.getFirst() : new Product(factors);
  }

  private Expression postfix() throws UnreadException {
    Expression value = atoms.component();
    while (tokens.peek().equals("^")) {
      int start = tokens.position();
      tokens.take();
      int scriptStart = tokens.position();
      Optional<Expression> exponent = attempt(start, atoms::script);
      if (exponent.isEmpty()) {
        break;
      }
      if (tokens.take("_")) {
        atoms.script();
      }
      value = SympyFunctions.power(value, exponent.get(), floating(scriptStart));
    }
    while (tokens.take("!")) {
      value = new Call(Functions.FACTORIAL, List.of(value));
    }
    return value;
  }

  /// Returns whether what was read since the position is written with a decimal point.
  private boolean floating(int start) {
    return tokens.since(start).indexOf('.') >= 0;
  }

  void enter() throws UnreadException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new UnreadException();
    }
  }
}
