package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.sound.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Parses fractions, roots, functions, named constants, decorated names and matrices.
final class CommandParser {
  private static final Set<String> NAMES =
      Set.of(
          """
          alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma
          tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell
          hbar partial Re Im\
          """
              .split("\\s+", -1));
  private static final Set<String> DECORATIONS =
      Set.of(
          "overline",
          "bar",
          "vec",
          "hat",
          "widehat",
          "tilde",
          "overrightarrow",
          "mathbb",
          "mathcal",
          "underline",
          "dot",
          "overleftrightarrow",
          "mathfrak");
  private static final String BEGIN = "begin:";
  private static final Set<String> SHAPES = Set.of("angle", "triangle", "square", "measuredangle");
  private final TokenStream tokens;
  private final TermParser terms;
  private final AtomParser atoms;
  private final AnswerParser answers;
  private final MatrixParser matrices;
  private int openIntegrals;

  CommandParser(TokenStream tokens, TermParser terms, AtomParser atoms, AnswerParser answers) {
    this.tokens = tokens;
    this.terms = terms;
    this.atoms = atoms;
    this.answers = answers;
    matrices = new MatrixParser(tokens, answers);
  }

  /// Returns whether a command may begin a factor.
  boolean startsFactor(String command) {
    return switch (command) {
      case "frac", "sqrt", "binom", "pi", "infty", "lfloor", "lceil", "abs", "boxed" -> true;
      case "sum", "prod", "int", "lim" -> true;
      case "gcd", "lcm", "GCD", "LCM", "max", "min", "cis", "arg", "Arg", "deg" -> true;
      default ->
          NAMES.contains(command)
              || DECORATIONS.contains(command)
              || Functions.isPrefix(command)
              || command.startsWith(BEGIN);
    };
  }

  Expression parse() throws UnreadableException {
    String command = tokens.take().text();
    return switch (command) {
      case "frac" -> new Quotient(argument(), argument());
      case "binom" -> new Call(Functions.BINOMIAL, List.of(argument(), argument()));
      case "sqrt" -> root();
      case "pi" -> Constant.PI;
      case "infty" -> Constant.INFINITY;
      case "emptyset" -> new SetOf(List.of());
      case "lfloor" -> enclosed(Functions.FLOOR, "rfloor");
      case "lceil" -> enclosed(Functions.CEILING, "rceil");
      case "langle" -> vector();
      case "sum", "prod" -> series(command.equals("sum"));
      case "gcd", "lcm", "GCD", "LCM" ->
          NamedFunctions.divisor(command.toLowerCase(Locale.ROOT), listed());
      case "max", "min" -> NamedFunctions.extreme(command.equals("max"), listed());
      case "cis" -> NamedFunctions.cis(operand());
      case "arg", "Arg" -> NamedFunctions.argument(operand());
      case "deg" -> NamedFunctions.degree(operand());
      case "int" -> integral();
      case "lim" -> limit();
      case "abs" -> new Call(Functions.ABS, List.of(argument()));
      case "boxed" -> argument();
      default -> named(command);
    };
  }

  private Expression named(String command) throws UnreadableException {
    if (Functions.isPrefix(command)) {
      return function(Functions.canonical(command));
    }
    if (NAMES.contains(command)) {
      return new Variable(atoms.decorated(command));
    }
    if (command.equals("mathbb") && takeReals()) {
      return new Interval(new Negation(Constant.INFINITY), Constant.INFINITY, false, false);
    }
    if (DECORATIONS.contains(command)) {
      return new Variable(atoms.decorated(command + " " + atoms.rawSubscript()));
    }
    if (SHAPES.contains(command)) {
      return shape(command);
    }
    if (command.startsWith(BEGIN) && MatrixParser.reads(command.substring(BEGIN.length()))) {
      return matrices.parse(command.substring(BEGIN.length()));
    }
    throw new UnreadableException("unknown command: " + command);
  }

  /// Parses an argument that LaTeX takes as one group or one character.
  private Expression argument() throws UnreadableException {
    if (tokens.peek().kind() == Kind.NUMBER) {
      return new Rational(Fraction.ofDecimal(tokens.takeDigit()));
    }
    return atoms.atom();
  }

  private Expression root() throws UnreadableException {
    Expression degree = new Rational(Fraction.of(2));
    if (tokens.takeSymbol("[")) {
      degree = terms.sum();
      tokens.expectSymbol("]");
    }
    return new Call(Functions.ROOT, List.of(degree, atoms.atom()));
  }

  private Expression enclosed(String function, String close) throws UnreadableException {
    Expression operand = terms.sum();
    if (!tokens.takeCommand(close)) {
      throw new UnreadableException("expected " + close);
    }
    return new Call(function, List.of(operand));
  }

  private boolean takeReals() {
    boolean braced = tokens.peek().isSymbol("{");
    Token name = tokens.peekAfter(braced ? 1 : 0);
    boolean reals = name.is(Kind.NAME, "R") && (!braced || tokens.peekAfter(2).isSymbol("}"));
    boolean power = tokens.peekAfter(braced ? 3 : 1).isSymbol("^");
    if (!reals || power) {
      return false;
    }
    tokens.skip(braced ? 3 : 1);
    return true;
  }

  private Expression vector() throws UnreadableException {
    List<Expression> elements = answers.elements();
    if (!tokens.takeCommand("rangle")) {
      throw new UnreadableException("expected rangle");
    }
    return new Tuple(elements);
  }

  /// Parses `_{k=1}^{n}` and the term.
  private Expression series(boolean sum) throws UnreadableException {
    tokens.expectSymbol("_");
    tokens.expectSymbol("{");
    Token index = tokens.take();
    tokens.expectSymbol("=");
    Expression low = terms.sum();
    tokens.expectSymbol("}");
    tokens.expectSymbol("^");
    Expression high = terms.exponent();
    if (index.kind() != Kind.NAME) {
      throw new UnreadableException("no index: " + index.text());
    }
    Variable name = new Variable(index.text());
    return Series.of(sum, name, low, high, terms.product());
  }

  /// Parses numbers in parentheses or braces.
  private List<Expression> listed() throws UnreadableException {
    boolean braces = tokens.takeSymbol("\\{");
    if (!braces) {
      tokens.expectSymbol("(");
    }
    List<Expression> numbers = answers.elements();
    tokens.expectSymbol(braces ? "\\}" : ")");
    return numbers;
  }

  /// Parses `_{a}^{b}`, the integrand and its differential.
  private Expression integral() throws UnreadableException {
    tokens.expectSymbol("_");
    Expression low = bound();
    tokens.expectSymbol("^");
    Expression high = bound();
    openIntegrals++;
    Expression behind = terms.sum();
    openIntegrals--;
    return Integrals.of(low, high, behind);
  }

  private Expression bound() throws UnreadableException {
    return tokens.peek().kind() == Kind.NUMBER ? argument() : terms.exponent();
  }

  /// Parses `_{x \to a}` and the term.
  private Expression limit() throws UnreadableException {
    tokens.expectSymbol("_");
    tokens.expectSymbol("{");
    Token variable = tokens.take();
    boolean arrow = tokens.takeCommand("to") || tokens.takeCommand("rightarrow");
    if (!arrow || variable.kind() != Kind.NAME) {
      throw new UnreadableException("a limit of nothing");
    }
    Expression place = terms.sum();
    tokens.expectSymbol("}");
    return Limits.of(new Variable(variable.text()), place, terms.product());
  }

  private Expression shape(String command) throws UnreadableException {
    StringBuilder name = new StringBuilder(command);
    while (tokens.peek().kind() == Kind.NAME) {
      name.append(' ').append(tokens.take().text());
    }
    if (name.length() == command.length()) {
      throw new UnreadableException(command + " of nothing");
    }
    return new Variable(name.toString());
  }

  private Expression function(String name) throws UnreadableException {
    Expression base = logarithmBase(name);
    Optional<Expression> exponent =
        tokens.takeSymbol("^") ? Optional.of(terms.exponent()) : Optional.empty();
    Expression operand = operand();
    boolean inverse = exponent.equals(Optional.of(new Rational(Fraction.of(-1))));
    if (inverse && Functions.invertible(name)) {
      return new Call("arc" + name, List.of(operand));
    }
    Expression call =
        switch (name) {
          case "log", "lg" -> new Call(Functions.LOG, List.of(base, operand));
          case "exp" -> new Power(Constant.E, operand);
          default -> new Call(name, List.of(operand));
        };
    return exponent.isEmpty() ? call : new Power(call, exponent.get());
  }

  private Expression logarithmBase(String name) throws UnreadableException {
    if (name.equals("log") && tokens.takeSymbol("_")) {
      return argument();
    }
    return new Rational(Fraction.of(10));
  }

  /// Parses what a function without parentheses applies to: signs, then factors up to the next sign
  /// or function.
  private Expression operand() throws UnreadableException {
    if (tokens.takeSymbol("-")) {
      return new Negation(operand());
    }
    boolean parenthesised = tokens.peek().isSymbol("(");
    Expression first = terms.power();
    if (parenthesised) {
      return first;
    }
    List<Expression> factors = new ArrayList<>(List.of(first));
    while (continuesOperand(tokens.peek())) {
      factors.add(terms.power());
    }
    Expression product = factors.size() == 1 ? first : new Product(factors);
    return tokens.takeSymbol("/") ? new Quotient(product, terms.power()) : product;
  }

  private boolean continuesOperand(Token next) {
    return switch (next.kind()) {
      case NAME ->
          openIntegrals == 0 || !next.text().equals("d") || tokens.peekAfter(1).kind() != Kind.NAME;
      case COMMAND -> next.text().equals("pi") || NAMES.contains(next.text());
      case NUMBER, SYMBOL, TEXT, END -> false;
    };
  }
}
