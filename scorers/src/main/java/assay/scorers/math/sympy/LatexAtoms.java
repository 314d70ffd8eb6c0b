package assay.scorers.math.sympy;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The smallest parts of sympy's LaTeX grammar: groups, numbers, letters, fractions, functions.
///
/// Source: sympy 1.12, `parsing/latex/LaTeX.g4`, from `comp` downwards.
final class LatexAtoms {
  private static final Expression TWO = new Rational(Fraction.of(2));
  private static final Set<String> FUNCTIONS =
      Set.of(
          """
          \\exp \\log \\lg \\ln \\sin \\cos \\tan \\csc \\sec \\cot \\arcsin \\arccos \\arctan \\arccsc
          \\arcsec \\arccot \\sinh \\cosh \\tanh \\arsinh \\arcosh \\artanh\
          """
              .split("\\s+", -1));
  private static final Set<String> INVERTIBLE =
      Set.of("sin", "cos", "tan", "csc", "sec", "cot", "sinh", "cosh", "tanh");
  private static final Set<String> FRACTIONS = Set.of("\\frac", "\\dfrac", "\\tfrac");
  private static final Set<String> BINOMIALS = Set.of("\\binom", "\\dbinom", "\\tbinom");

  /// Commands that are tokens of their own and never letters.
  private static final Set<String> NO_LETTERS =
      Set.of(
          """
          \\rangle \\lim \\to \\rightarrow \\Rightarrow \\longrightarrow \\Longrightarrow \\int \\sum \\prod
          \\rfloor \\rceil \\times \\cdot \\div \\neq \\leq \\le \\leqq \\leqslant \\geq \\ge \\geqq \\geqslant
          \\left| \\right|\
          """
              .split("\\s+", -1));

  private final LatexTokens tokens;
  private final LatexReader reader;
  private final LatexNumbers numbers;

  /// Where parentheses open that could not be read as arguments, and so cannot as a group either:
  /// without this, nested ones would be read twice at each level.
  private final Set<Integer> unreadableGroups = new HashSet<>();

  private int openBars;

  LatexAtoms(LatexTokens tokens, LatexReader reader) {
    this.tokens = tokens;
    this.reader = reader;
    this.numbers = new LatexNumbers(tokens);
  }

  /// Returns whether a factor may begin with the token.
  boolean startsFactor(String token, boolean functions) {
    boolean function =
        FUNCTIONS.contains(token) || token.equals("\\sqrt") || token.equals("\\overline");
    return switch (token) {
      case "(", "[", "{", "\\{" -> true;
      case "|" -> openBars == 0;
      case LatexTokens.END -> false;
      default -> function ? functions : LatexNumbers.digit(token) || symbol(token);
    };
  }

  /// Reads a group, absolute value, function, fraction, number or letter.
  Expression component() throws UnreadException {
    String token = tokens.peek();
    return switch (token) {
      case "(" -> group(")");
      case "[" -> group("]");
      case "{" -> group("}");
      case "\\{" -> group("\\}");
      case "|" -> absolute();
      case "\\lfloor" -> enclosed(Functions.FLOOR, "\\rfloor");
      case "\\lceil" -> enclosed(Functions.CEILING, "\\rceil");
      case "\\sqrt" -> root();
      case "\\overline" -> conjugate();
      default -> FUNCTIONS.contains(token) ? function() : atom();
    };
  }

  /// Reads what may stand behind `^` or `_`: an atom, or an expression in braces.
  Expression script() throws UnreadException {
    return tokens.peek().equals("{") ? group("}") : atom();
  }

  private Expression group(String close) throws UnreadException {
    if (unreadableGroups.contains(tokens.position())) {
      throw new UnreadException();
    }
    tokens.take();
    int outside = openBars;
    openBars = 0;
    Expression value = reader.sum();
    openBars = outside;
    expect(close);
    return value;
  }

  private Expression absolute() throws UnreadException {
    tokens.take();
    openBars++;
    Expression value = reader.sum();
    openBars--;
    expect("|");
    return new Call(Functions.ABS, List.of(value));
  }

  private Expression enclosed(String function, String close) throws UnreadException {
    tokens.take();
    Expression value = reader.sum();
    expect(close);
    return new Call(function, List.of(value));
  }

  private Expression root() throws UnreadException {
    tokens.take();
    Expression degree = tokens.peek().equals("[") ? group("]") : TWO;
    // sympy's roots are principal powers, also of negative numbers.
    Expression radicand = braced();
    return degree.equals(TWO)
        ? new Call(Functions.ROOT, List.of(degree, radicand))
        : new Power(radicand, new Quotient(new Rational(Fraction.ONE), degree));
  }

  private Expression conjugate() throws UnreadException {
    tokens.take();
    Expression operand = braced();
    return operand instanceof Rational ? operand : new Call("conjugate", List.of(operand));
  }

  private Expression braced() throws UnreadException {
    if (!tokens.peek().equals("{")) {
      throw new UnreadException();
    }
    return group("}");
  }

  private Expression atom() throws UnreadException {
    String token = tokens.peek();
    if (LatexNumbers.digit(token)) {
      return numbers.number();
    }
    if (FRACTIONS.contains(token)) {
      tokens.take();
      return new Quotient(fractionPart(), fractionPart());
    }
    if (BINOMIALS.contains(token)) {
      tokens.take();
      return new Call(Functions.BINOMIAL, List.of(braced(), braced()));
    }
    if (!symbol(token)) {
      throw new UnreadException();
    }
    tokens.take();
    if (token.length() > 1 && token.charAt(0) == 'd') {
      return new Variable(token);
    }
    return token.equals("\\infty") ? Constant.INFINITY : named(token.replace("\\", ""));
  }

  private Expression fractionPart() throws UnreadException {
    if (LatexNumbers.digit(tokens.peek())) {
      return new Rational(Fraction.ofDecimal(tokens.take()));
    }
    return braced();
  }

  private Expression named(String letter) throws UnreadException {
    StringBuilder name = new StringBuilder(letter);
    boolean primed = primes(name);
    if (tokens.peek().equals("_")) {
      tokens.take();
      name.append('_').append(script());
      if (!primed) {
        primes(name);
      }
    }
    Expression letterAlone = new Variable(name.toString());
    if (!tokens.peek().equals("(")) {
      return letterAlone;
    }
    int open = tokens.position();
    Optional<Expression> call = reader.attempt(open, () -> applied(name.toString()));
    if (call.isEmpty()) {
      unreadableGroups.add(open);
    }
    return call.orElse(letterAlone);
  }

  private Expression applied(String name) throws UnreadException {
    tokens.take();
    List<Expression> arguments = new ArrayList<>(List.of(reader.sum()));
    while (tokens.take(",")) {
      arguments.add(reader.sum());
    }
    expect(")");
    return new Call("function " + name, arguments);
  }

  private boolean primes(StringBuilder name) {
    int length = name.length();
    while (tokens.take("'")) {
      name.append('\'');
    }
    return name.length() > length;
  }

  private Expression function() throws UnreadException {
    String name = tokens.take().substring(1);
    Optional<Expression> base = Optional.empty();
    Optional<Expression> exponent = Optional.empty();
    for (int scripts = 0; scripts < 2; scripts++) {
      if (base.isEmpty() && tokens.take("_")) {
        base = Optional.of(subscript());
      } else if (exponent.isEmpty() && tokens.take("^")) {
        exponent = Optional.of(script());
      }
    }
    Expression argument = argument();
    boolean inverse =
        exponent.equals(Optional.of(new Expression.Negation(new Rational(Fraction.ONE))));
    if (inverse && INVERTIBLE.contains(name)) {
      return SympyFunctions.inverse(name, argument);
    }
    Expression call = SympyFunctions.call(name, base, argument);
    return exponent.isEmpty() ? call : new Power(call, exponent.get());
  }

  /// Reads a subscript; of a number without braces only the first digit, where nothing else is left
  /// for the argument.
  private Expression subscript() throws UnreadException {
    int start = tokens.position();
    Expression value = script();
    if (startsFactor(tokens.peek(), true) || tokens.peek().equals("^")) {
      return value;
    }
    tokens.back(start);
    String digit = tokens.take();
    if (!LatexNumbers.digit(digit)) {
      throw new UnreadException();
    }
    return new Rational(Fraction.ofDecimal(digit));
  }

  private Expression argument() throws UnreadException {
    if (!tokens.peek().equals("(")) {
      return reader.product(false);
    }
    tokens.take();
    Expression value = reader.sum();
    while (tokens.take(",")) {
      reader.sum();
    }
    expect(")");
    return value;
  }

  private void expect(String token) throws UnreadException {
    if (!tokens.take(token)) {
      throw new UnreadException();
    }
  }

  private static boolean symbol(String token) {
    if (token.length() > 1 && token.charAt(0) == '\\') {
      return LatexTokens.letter(token.charAt(1)) && !NO_LETTERS.contains(token);
    }
    return !token.isEmpty() && LatexTokens.letter(token.charAt(0));
  }
}
