package assay.scorers.math.algebra;

import assay.scorers.math.algebra.Expression.BaseNumber;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Degrees;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Listing;
import assay.scorers.math.algebra.Expression.Matrix;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Percent;
import assay.scorers.math.algebra.Expression.PlusMinus;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quantity;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Ratio;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.SetBuilder;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.SetOperation;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Union;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Expression.Words;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Questions about a whole tree, and the choice of a sign for every `\pm` in it.
public final class Trees {
  private static final int MAX_SIGNS = 5;

  private Trees() {}

  /// Returns the direct parts of an expression.
  public static List<Expression> parts(Expression expression) {
    return switch (expression) {
      case Rational _, BaseNumber _, Constant _, Variable _, Words _ -> List.of();
      case Sum(List<Expression> terms) -> terms;
      case Product(List<Expression> factors) -> factors;
      case Quotient(Expression numerator, Expression denominator) ->
          List.of(numerator, denominator);
      case Negation(Expression operand) -> List.of(operand);
      case PlusMinus(Expression operand, boolean minusFirst) -> List.of(operand);
      case Power(Expression base, Expression exponent) -> List.of(base, exponent);
      case Call(String function, List<Expression> arguments) -> arguments;
      case Percent(Expression operand) -> List.of(operand);
      case Degrees(Expression operand) -> List.of(operand);
      case Quantity(Expression amount, String unit) -> List.of(amount);
      case Tuple(List<Expression> elements) -> elements;
      case Interval(Expression low, Expression high, boolean lowClosed, boolean highClosed) ->
          List.of(low, high);
      case SetOf(List<Expression> elements) -> elements;
      case SetBuilder(Expression element, Expression condition) -> List.of(element, condition);
      case Union(List<Expression> parts) -> parts;
      case SetOperation(String operator, Expression first, Expression second) ->
          List.of(first, second);
      case Matrix(List<List<Expression>> rows) -> rows.stream().flatMap(List::stream).toList();
      case Ratio(List<Expression> parts) -> parts;
      case Relation relation -> relation.operands();
      case Listing(List<Expression> elements, boolean alternatives) -> elements;
    };
  }

  /// Returns whether no variable and no unknown function occurs.
  public static boolean isConstant(Expression expression, Budget budget) {
    budget.spend(1);
    if (expression instanceof Variable
        || (expression instanceof Call(String function, List<Expression> arguments)
            && !Functions.hasMeaning(function))) {
      return false;
    }
    return parts(expression).stream().allMatch(part -> isConstant(part, budget));
  }

  /// Returns whether an expression of that class occurs.
  public static boolean contains(
      Expression expression, Class<? extends Expression> wanted, Budget budget) {
    budget.spend(1);
    return wanted.isInstance(expression)
        || parts(expression).stream().anyMatch(part -> contains(part, wanted, budget));
  }

  /// Returns whether the wanted expression is part of the other.
  public static boolean occurs(Expression expression, Expression wanted, Budget budget) {
    budget.spend(1);
    return expression.equals(wanted)
        || parts(expression).stream().anyMatch(part -> occurs(part, wanted, budget));
  }

  /// Returns the two readings of an expression with `\pm`, the upper signs first.
  public static Stream<Expression> signed(Expression expression) {
    return Stream.of(withSigns(expression, () -> true), withSigns(expression, () -> false));
  }

  /// Returns the readings of an expression in which every `\pm` has a sign of its own, as in `\pm 1
  /// \pm 2`; the two of [#signed] where a `\mp` ties the signs together, and where there are more
  /// than five.
  public static Stream<Expression> signedApart(Expression expression) {
    List<PlusMinus> signs = signs(expression).toList();
    if (signs.size() > MAX_SIGNS || signs.stream().anyMatch(PlusMinus::minusFirst)) {
      return signed(expression);
    }
    return IntStream.range(0, 1 << signs.size())
        .mapToObj(
            mask -> {
              PrimitiveIterator.OfInt place = IntStream.range(0, signs.size()).iterator();
              return withSigns(expression, () -> ((mask >> place.nextInt()) & 1) == 0);
            });
  }

  private static Stream<PlusMinus> signs(Expression expression) {
    Stream<PlusMinus> here =
        expression instanceof PlusMinus sign ? Stream.of(sign) : Stream.empty();
    return Stream.concat(here, parts(expression).stream().flatMap(Trees::signs));
  }

  private static Expression withSigns(Expression expression, BooleanSupplier upper) {
    return switch (expression) {
      case PlusMinus(Expression operand, boolean minusFirst) -> {
        boolean above = upper.getAsBoolean();
        Expression inner = withSigns(operand, upper);
        yield above == minusFirst ? new Negation(inner) : inner;
      }
      case Sum(List<Expression> terms) -> new Sum(all(terms, upper));
      case Product(List<Expression> factors) -> new Product(all(factors, upper));
      case Quotient(Expression numerator, Expression denominator) ->
          new Quotient(withSigns(numerator, upper), withSigns(denominator, upper));
      case Negation(Expression operand) -> new Negation(withSigns(operand, upper));
      case Power(Expression base, Expression exponent) ->
          new Power(withSigns(base, upper), withSigns(exponent, upper));
      case Call(String function, List<Expression> arguments) ->
          new Call(function, all(arguments, upper));
      case Quantity(Expression amount, String unit) -> new Quantity(withSigns(amount, upper), unit);
      case Degrees(Expression operand) -> new Degrees(withSigns(operand, upper));
      case Percent(Expression operand) -> new Percent(withSigns(operand, upper));
      case Tuple(List<Expression> elements) -> new Tuple(all(elements, upper));
      case Relation relation -> new Relation(all(relation.operands(), upper), relation.signs());
      case Rational _, BaseNumber _, Constant _, Variable _ -> expression;
      case Interval _, SetOf _, SetBuilder _, Union _, SetOperation _ -> expression;
      case Matrix _, Ratio _, Listing _, Words _ -> expression;
    };
  }

  private static List<Expression> all(List<Expression> parts, BooleanSupplier upper) {
    return parts.stream().map(part -> withSigns(part, upper)).toList();
  }

  /// Returns the expression with numbers in place of its variables; structures stay as they are.
  public static Expression substitute(Expression expression, UnaryOperator<Expression> value) {
    return switch (expression) {
      case Variable variable -> value.apply(variable);
      case Sum(List<Expression> terms) -> new Sum(substituteAll(terms, value));
      case Product(List<Expression> factors) -> new Product(substituteAll(factors, value));
      case Quotient(Expression numerator, Expression denominator) ->
          new Quotient(substitute(numerator, value), substitute(denominator, value));
      case Negation(Expression operand) -> new Negation(substitute(operand, value));
      case Power(Expression base, Expression exponent) ->
          new Power(substitute(base, value), substitute(exponent, value));
      case Call(String function, List<Expression> arguments) ->
          new Call(function, substituteAll(arguments, value));
      case Degrees(Expression operand) -> new Degrees(substitute(operand, value));
      case Percent(Expression operand) -> new Percent(substitute(operand, value));
      case Rational _, BaseNumber _, Constant _, PlusMinus _, Structure _ -> expression;
    };
  }

  /// Returns the expression with every leaf that is a constant replaced; structures are entered
  /// too.
  public static Expression replace(Expression expression, UnaryOperator<Expression> leaf) {
    return switch (expression) {
      case Constant constant -> leaf.apply(constant);
      case Sum(List<Expression> terms) -> new Sum(replaceAll(terms, leaf));
      case Product(List<Expression> factors) -> new Product(replaceAll(factors, leaf));
      case Quotient(Expression numerator, Expression denominator) ->
          new Quotient(replace(numerator, leaf), replace(denominator, leaf));
      case Negation(Expression operand) -> new Negation(replace(operand, leaf));
      case Power(Expression base, Expression exponent) ->
          new Power(replace(base, leaf), replace(exponent, leaf));
      case Call(String function, List<Expression> arguments) ->
          new Call(function, replaceAll(arguments, leaf));
      case Tuple(List<Expression> elements) -> new Tuple(replaceAll(elements, leaf));
      case SetOf(List<Expression> elements) -> new SetOf(replaceAll(elements, leaf));
      case Relation relation ->
          new Relation(replaceAll(relation.operands(), leaf), relation.signs());
      case Matrix(List<List<Expression>> rows) ->
          new Matrix(rows.stream().map(row -> replaceAll(row, leaf)).toList());
      case Rational _, BaseNumber _, Variable _, PlusMinus _, Percent _, Degrees _ -> expression;
      case Quantity _, Interval _, SetBuilder _, Union _, SetOperation _ -> expression;
      case Ratio _, Listing _, Words _ -> expression;
    };
  }

  private static List<Expression> replaceAll(
      List<Expression> parts, UnaryOperator<Expression> leaf) {
    return parts.stream().map(part -> replace(part, leaf)).toList();
  }

  private static List<Expression> substituteAll(
      List<Expression> parts, UnaryOperator<Expression> value) {
    return parts.stream().map(part -> substitute(part, value)).toList();
  }

  /// Returns a number that depends on every bit of the given one.
  ///
  /// Source: the finaliser of MurmurHash3, variant 13 of D. Stafford.
  public static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
