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
import java.util.List;
import java.util.Optional;

/// Named functions as sympy defines them; `\log` without a base is the natural logarithm.
final class SympyFunctions {
  private static final Expression ONE = new Rational(Fraction.ONE);

  private SympyFunctions() {}

  /// Returns the power. To sympy `x^2.0` is not `x^2`, so with a letter in the base a decimal
  /// exponent is a letter too.
  static Expression power(Expression base, Expression exponent, boolean floating) {
    boolean apart = floating && exponent instanceof Rational && !(base instanceof Rational);
    return new Power(base, apart ? new Variable("float " + exponent) : exponent);
  }

  /// Returns the function applied to the argument.
  static Expression call(String name, Optional<Expression> base, Expression argument) {
    return switch (name) {
      case "exp" -> new Power(Constant.E, argument);
      case "log", "ln", "lg" -> logarithm(name, base, argument);
      case "arccsc", "arcsec", "arccot" -> inverse(name.substring(3), argument);
      default -> new Call(name, List.of(argument));
    };
  }

  private static Expression logarithm(String name, Optional<Expression> base, Expression argument) {
    Expression usual = new Rational(Fraction.of(10));
    return base.isEmpty() && !name.equals("lg")
        ? new Call("ln", List.of(argument))
        : new Call(Functions.LOG, List.of(base.orElse(usual), argument));
  }

  /// Returns the inverse function applied to the argument.
  static Expression inverse(String name, Expression argument) {
    return switch (name) {
      case "csc" -> new Call("arcsin", List.of(new Quotient(ONE, argument)));
      case "sec" -> new Call("arccos", List.of(new Quotient(ONE, argument)));
      case "cot" -> new Call("arctan", List.of(new Quotient(ONE, argument)));
      default -> new Call("arc" + name, List.of(argument));
    };
  }
}
