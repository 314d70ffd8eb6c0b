package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.BaseNumber;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.SetBuilder;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.sound.Token.Kind;
import java.util.List;
import java.util.Set;

/// Parses numbers, names and everything in brackets. [CommandParser] parses what begins with a
/// command.
final class AtomParser {
  /// Names which, before a parenthesis, are functions rather than factors.
  private static final Set<String> FUNCTION_NAMES = Set.of("f", "g", "h", "F", "G", "H", "P", "W");

  private static final int MAX_PRIMES = 4;

  private final TokenStream tokens;
  private final AnswerParser answers;
  private final TermParser terms;
  private final CommandParser commands;
  private int openBars;

  AtomParser(TokenStream tokens, TermParser terms, AnswerParser answers) {
    this.tokens = tokens;
    this.terms = terms;
    this.answers = answers;
    this.commands = new CommandParser(tokens, terms, this, answers);
  }

  /// Returns whether the token may begin a factor that no sign joins to the one before.
  boolean startsFactor(Token token) {
    return switch (token.kind()) {
      case NUMBER, NAME -> true;
      case COMMAND -> commands.startsFactor(token.text());
      case SYMBOL ->
          switch (token.text()) {
            case "(", "{" -> true;
            case "|" -> openBars == 0;
            default -> false;
          };
      case TEXT, END -> false;
    };
  }

  Expression atom() throws UnreadableException {
    tokens.enter();
    Token next = tokens.peek();
    Expression value =
        switch (next.kind()) {
          case NUMBER -> number();
          case NAME -> name();
          case COMMAND -> commands.parse();
          case SYMBOL -> bracketed();
          case TEXT, END -> throw new UnreadableException("no value: " + next.text());
        };
    tokens.leave();
    return value;
  }

  private Expression number() throws UnreadableException {
    String digits = tokens.take().text();
    boolean integer = digits.chars().allMatch(character -> character >= '0' && character <= '9');
    if (integer && tokens.peek().isSymbol("_")) {
      tokens.take();
      return inBase(digits, rawSubscript());
    }
    Fraction value = Fraction.ofDecimal(digits);
    if (integer && tokens.peek().isCommand("frac")) {
      return mixed(value, commands.parse());
    }
    if (integer && plainMixed()) {
      Fraction numerator = Fraction.ofDecimal(tokens.take().text());
      tokens.take();
      Fraction denominator = Fraction.ofDecimal(tokens.take().text());
      return new Rational(value.plus(numerator.times(denominator.inverse())));
    }
    return new Rational(value);
  }

  private static Expression inBase(String digits, String subscript) throws UnreadableException {
    boolean plausible =
        !subscript.isEmpty()
            && subscript.length() <= 2
            && subscript.chars().allMatch(Character::isDigit);
    int base = plausible ? Integer.parseInt(subscript) : 0;
    if (base < 2 || digits.chars().anyMatch(digit -> digit - '0' >= base)) {
      throw new UnreadableException("no base: " + subscript);
    }
    return new BaseNumber(digits, base);
  }

  private static Expression mixed(Fraction whole, Expression fraction) {
    Expression product = new Expression.Product(List.of(new Rational(whole), fraction));
    if (fraction
        instanceof
        Expression.Quotient(Rational(Fraction numerator), Rational(Fraction denominator))) {
      boolean proper =
          numerator.isInteger()
              && denominator.isInteger()
              && numerator.signum() > 0
              && numerator.compareTo(denominator) < 0;
      return proper ? new Rational(whole.plus(numerator.times(denominator.inverse()))) : product;
    }
    return product;
  }

  /// Returns whether a proper fraction such as `1/2` follows after a space.
  private boolean plainMixed() {
    Token numerator = tokens.peek();
    Token denominator = tokens.peekAfter(2);
    boolean fraction =
        numerator.kind() == Kind.NUMBER
            && numerator.spaced()
            && tokens.peekAfter(1).isSymbol("/")
            && denominator.kind() == Kind.NUMBER;
    return fraction
        && Fraction.ofDecimal(numerator.text()).isInteger()
        && Fraction.ofDecimal(numerator.text()).compareTo(Fraction.ofDecimal(denominator.text()))
            < 0;
  }

  private Expression name() throws UnreadableException {
    String name = tokens.take().text();
    if (!tokens.peek().isSymbol("_") && !tokens.peek().isSymbol("'")) {
      switch (name) {
        case "e" -> {
          return Constant.E;
        }
        case "i" -> {
          return Constant.IMAGINARY_UNIT;
        }
        default -> {}
      }
    }
    return applied(decorated(name));
  }

  /// Parses subscript and primes of a name.
  String decorated(String name) throws UnreadableException {
    StringBuilder full = new StringBuilder(name);
    for (int primes = 0; tokens.takeSymbol("'"); primes++) {
      if (primes == MAX_PRIMES) {
        throw new UnreadableException("too many primes");
      }
      full.append('\'');
    }
    if (tokens.takeSymbol("_")) {
      full.append('_').append(rawSubscript());
    }
    return full.toString();
  }

  private Expression applied(String name) throws UnreadableException {
    boolean function = FUNCTION_NAMES.contains(name.substring(0, 1)) && tokens.peek().isSymbol("(");
    if (!function) {
      return new Variable(name);
    }
    tokens.take();
    List<Expression> arguments = answers.elements();
    tokens.expectSymbol(")");
    return new Call(name, arguments);
  }

  /// Takes one token, or all of a group, as it is written.
  String rawSubscript() throws UnreadableException {
    if (!tokens.takeSymbol("{")) {
      return tokens.take().text();
    }
    StringBuilder raw = new StringBuilder();
    for (int depth = 1; depth > 0; ) {
      Token token = tokens.take();
      if (token.kind() == Kind.END) {
        throw new UnreadableException("unbalanced subscript");
      }
      depth += token.isSymbol("{") ? 1 : 0;
      depth -= token.isSymbol("}") ? 1 : 0;
      raw.append(depth > 0 ? token.text() : "");
    }
    return raw.toString();
  }

  private Expression bracketed() throws UnreadableException {
    String open = tokens.take().text();
    return switch (open) {
      case "(", "[" -> tupleOrInterval(open.equals("["));
      case "]" -> openInterval();
      case "{" -> group();
      case "\\{" -> set();
      case "|" -> absolute();
      default -> throw new UnreadableException("not expected: " + open);
    };
  }

  private Expression tupleOrInterval(boolean lowClosed) throws UnreadableException {
    int barsOutside = openBars;
    openBars = 0;
    List<Expression> elements = answers.elements();
    openBars = barsOutside;
    if (elements.size() == 2 && lowClosed && tokens.takeSymbol("[")) {
      return new Interval(elements.getFirst(), elements.getLast(), true, false);
    }
    boolean highClosed = tokens.takeSymbol("]");
    if (!highClosed) {
      tokens.expectSymbol(")");
    }
    if (elements.size() == 1 && lowClosed == highClosed) {
      return elements.getFirst();
    }
    if (elements.size() == 2 && (lowClosed || highClosed)) {
      return new Interval(elements.getFirst(), elements.getLast(), lowClosed, highClosed);
    }
    if (lowClosed != highClosed) {
      throw new UnreadableException("brackets that do not match");
    }
    return new Tuple(elements);
  }

  /// Parses an interval that leaves out its lower end, as `]2,5[` and `]2,5]` do.
  private Expression openInterval() throws UnreadableException {
    List<Expression> elements = answers.elements();
    boolean highClosed = tokens.takeSymbol("]");
    if (!highClosed) {
      tokens.expectSymbol("[");
    }
    if (elements.size() != 2) {
      throw new UnreadableException("an interval without two ends");
    }
    return new Interval(elements.getFirst(), elements.getLast(), false, highClosed);
  }

  /// Parses a LaTeX group; several elements in plain braces are a set.
  Expression group() throws UnreadableException {
    int barsOutside = openBars;
    openBars = 0;
    List<Expression> elements = answers.elements();
    if (tokens.takeCommand("choose")) {
      Expression chosen = terms.sum();
      elements = List.of(new Call(Functions.BINOMIAL, List.of(elements.getFirst(), chosen)));
    }
    openBars = barsOutside;
    tokens.expectSymbol("}");
    return elements.size() == 1 ? elements.getFirst() : new SetOf(elements);
  }

  private Expression set() throws UnreadableException {
    if (tokens.takeSymbol("\\}")) {
      return new SetOf(List.of());
    }
    int barsOutside = openBars;
    openBars = 1;
    List<Expression> elements = answers.setElements();
    if (tokens.takeSymbol(":") || tokens.takeSymbol("|") || tokens.takeCommand("mid")) {
      openBars = 0;
      List<Expression> conditions = answers.elements();
      if (elements.size() > 1 || conditions.size() > 1) {
        throw new UnreadableException("a set with several conditions");
      }
      tokens.expectSymbol("\\}");
      openBars = barsOutside;
      return new SetBuilder(elements.getFirst(), conditions.getFirst());
    }
    openBars = barsOutside;
    tokens.expectSymbol("\\}");
    return new SetOf(elements);
  }

  private Expression absolute() throws UnreadableException {
    openBars++;
    Expression operand = terms.sum();
    openBars--;
    tokens.expectSymbol("|");
    return new Call(Functions.ABS, List.of(operand));
  }
}
