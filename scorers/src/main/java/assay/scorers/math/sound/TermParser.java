package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Degrees;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Percent;
import assay.scorers.math.algebra.Expression.PlusMinus;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.sound.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Parses arithmetic with its precedences.
///
/// ```
/// sum      = unary-product { ("+" | "-" | "\pm") product }
/// product  = unary { [ "\cdot" | "\times" | "/" ] unary }
/// unary    = { "-" | "+" | "\pm" } power
/// power    = postfix [ "^" exponent ]
/// postfix  = atom { "!" | "%" | "°" }
/// ```
///
/// [AtomParser] parses atoms.
final class TermParser {
  private final TokenStream tokens;
  private final AtomParser atoms;

  TermParser(TokenStream tokens, AnswerParser answers) {
    this.tokens = tokens;
    this.atoms = new AtomParser(tokens, this, answers);
  }

  Expression sum() throws UnreadableException {
    tokens.enter();
    List<Expression> terms = new ArrayList<>();
    terms.add(product());
    while (true) {
      if (tokens.takeSymbol("+")) {
        terms.add(product());
      } else if (tokens.takeSymbol("-")) {
        terms.add(negated(product()));
      } else if (tokens.peek().isCommand("pm") || tokens.peek().isCommand("mp")) {
        boolean minusFirst = tokens.take().text().equals("mp");
        terms.add(new PlusMinus(product(), minusFirst));
      } else {
        tokens.leave();
        return terms.size() == 1 ? terms.getFirst() : new Sum(terms);
      }
    }
  }

  /// Parses factors.
  Expression product() throws UnreadableException {
    Token start = tokens.peek();
    Expression left = unary();
    boolean bareNumber = start.kind() == Kind.NUMBER && left instanceof Rational;
    while (true) {
      Token next = tokens.peek();
      if (next.isCommand("cdot") || next.isCommand("times")) {
        tokens.take();
        left = times(left, unary());
      } else if (tokens.takeSymbol("/")) {
        left = new Quotient(left, unary());
      } else if (atoms.startsFactor(next)) {
        if (bareNumber && next.kind() == Kind.NUMBER) {
          throw new UnreadableException("two numbers side by side");
        }
        left = times(left, power());
      } else {
        return left;
      }
      bareNumber = false;
    }
  }

  private static Expression times(Expression left, Expression right) {
    List<Expression> factors =
        new ArrayList<>(left instanceof Product(List<Expression> known) ? known : List.of(left));
    factors.add(right);
    return new Product(factors);
  }

  Expression unary() throws UnreadableException {
    tokens.enter();
    Expression value;
    if (tokens.takeSymbol("-")) {
      value = negated(unary());
    } else if (tokens.takeSymbol("+")) {
      value = unary();
    } else if (tokens.peek().isCommand("pm") || tokens.peek().isCommand("mp")) {
      boolean minusFirst = tokens.take().text().equals("mp");
      value = new PlusMinus(unary(), minusFirst);
    } else {
      value = power();
    }
    tokens.leave();
    return value;
  }

  /// Returns the negative; a mark that may be left out stays outermost.
  private static Expression negated(Expression operand) {
    return switch (operand) {
      case Rational(Fraction value) -> new Rational(value.negate());
      case Degrees(Expression angle) -> new Degrees(negated(angle));
      case Percent(Expression hundredths) -> new Percent(negated(hundredths));
      case Expression other -> new Negation(other);
    };
  }

  /// Parses an atom with its postfixes and its exponent.
  Expression power() throws UnreadableException {
    Expression base = postfix(atoms.atom());
    if (!tokens.takeSymbol("^")) {
      return base;
    }
    return postfix(raised(base));
  }

  /// Parses the exponent after `^` and applies it.
  Expression raised(Expression base) throws UnreadableException {
    boolean group = tokens.peek().isSymbol("{");
    Token content = group ? tokens.peekAfter(1) : tokens.peek();
    boolean closed = !group || tokens.peekAfter(2).isSymbol("}");
    if (closed && content.isCommand("circ")) {
      tokens.skip(group ? 3 : 1);
      return new Degrees(base);
    }
    if (closed && content.kind() == Kind.TEXT && Labels.isOrdinalEnding(content.text())) {
      tokens.skip(group ? 3 : 1);
      return base;
    }
    return new Power(base, exponent());
  }

  /// Parses what stands after `^`.
  Expression exponent() throws UnreadableException {
    return tokens.peek().isSymbol("-") || tokens.peek().isSymbol("+") ? unary() : atoms.atom();
  }

  private Expression postfix(Expression atom) {
    Expression value = atom;
    while (true) {
      if (tokens.takeSymbol("!")) {
        value = new Call(Functions.FACTORIAL, List.of(value));
      } else if (tokens.takeSymbol("%")) {
        value = new Percent(value);
      } else if (tokens.takeSymbol("°")
          || tokens.takeCommand("circ")
          || tokens.takeCommand("deg")) {
        value = new Degrees(value);
      } else {
        return value;
      }
    }
  }
}
