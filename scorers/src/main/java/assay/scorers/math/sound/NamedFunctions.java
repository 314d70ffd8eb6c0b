package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Functions of reference answers, written with functions that the evaluators know: `\gcd`, lcm,
/// `\max`, `\min`, cis, `\arg` and `\deg`.
final class NamedFunctions {
  private static final long STEPS = 100_000;
  private static final Rational TWO = new Rational(Fraction.of(2));

  /// What polynomials of answers are in.
  private static final List<Variable> UNKNOWNS =
      Stream.of("x", "y", "z", "t").map(Variable::new).toList();

  private NamedFunctions() {}

  /// Returns the greatest or least of real numbers, by `(a + b + |a - b|) / 2`.
  static Expression extreme(boolean greatest, List<Expression> numbers) throws UnreadableException {
    requireValues(numbers);
    return numbers.stream()
        .reduce(
            (one, other) -> {
              Expression distance =
                  new Call(Functions.ABS, List.of(new Sum(List.of(one, new Negation(other)))));
              Expression signed = greatest ? distance : new Negation(distance);
              return new Quotient(new Sum(List.of(one, other, signed)), TWO);
            })
        .orElseThrow();
  }

  /// Returns the greatest common divisor or least common multiple; of anything but integers an
  /// unknown function, for which order does not matter.
  static Expression divisor(String name, List<Expression> numbers) throws UnreadableException {
    requireValues(numbers);
    Scalars scalars = new Scalars(0, new Budget(STEPS));
    List<BigInteger> integers =
        numbers.stream()
            .flatMap(number -> scalars.exactValue(number).stream())
            .filter(Fraction::isInteger)
            .map(number -> number.numerator().abs())
            .toList();
    if (integers.size() < numbers.size()) {
      return new Call(
          name, numbers.stream().sorted(Comparator.comparing(Expression::toString)).toList());
    }
    BinaryOperator<BigInteger> operation =
        name.equals("gcd") ? BigInteger::gcd : NamedFunctions::multiple;
    return new Rational(Fraction.of(integers.stream().reduce(operation).orElseThrow()));
  }

  private static BigInteger multiple(BigInteger one, BigInteger other) {
    return one.signum() == 0 || other.signum() == 0
        ? BigInteger.ZERO
        : one.multiply(other).divide(one.gcd(other));
  }

  /// Returns `\cos a + i \sin a`.
  static Expression cis(Expression angle) {
    return new Sum(
        List.of(
            new Call("cos", List.of(angle)),
            new Product(List.of(Constant.IMAGINARY_UNIT, new Call("sin", List.of(angle))))));
  }

  /// Returns the principal argument of a constant, the imaginary part of its logarithm.
  static Expression argument(Expression number) {
    Optional<Expression> constant =
        Optional.of(number).filter(each -> Trees.isConstant(each, new Budget(STEPS)));
    Expression size = new Call(Functions.ABS, List.of(number));
    return constant
        .<Expression>map(
            each ->
                new Quotient(
                    new Sum(
                        List.of(
                            new Call("ln", List.of(each)),
                            new Negation(new Call("ln", List.of(size))))),
                    Constant.IMAGINARY_UNIT))
        .orElseGet(() -> new Call("arg", List.of(number)));
  }

  /// Returns the degree of a polynomial in one of the letters that stand for unknowns; of anything
  /// else, as of a polynomial that has a name, an unknown function.
  static Expression degree(Expression polynomial) {
    Budget budget = new Budget(STEPS);
    List<Variable> unknowns =
        UNKNOWNS.stream().filter(each -> Trees.occurs(polynomial, each, budget)).toList();
    Scalars scalars = new Scalars(0, budget);
    return Optional.of(unknowns)
        .filter(each -> each.size() == 1)
        .flatMap(each -> Polynomial.of(polynomial, each.getFirst()))
        .filter(known -> known.coefficients().stream().allMatch(each -> constant(each, budget)))
        .<Expression>flatMap(
            known ->
                IntStream.iterate(known.size() - 1, power -> power >= 0, power -> power - 1)
                    .filter(
                        power ->
                            !scalars.equal(known.coefficient(power), new Rational(Fraction.ZERO)))
                    .mapToObj(power -> new Rational(Fraction.of(power)))
                    .findFirst())
        .orElseGet(() -> new Call("deg", List.of(polynomial)));
  }

  /// A letter beside the unknown may be a polynomial's name.
  private static boolean constant(Expression coefficient, Budget budget) {
    return Trees.isConstant(coefficient, budget);
  }

  private static void requireValues(List<Expression> numbers) throws UnreadableException {
    if (numbers.isEmpty()
        || numbers.size() > 12
        || numbers.stream().anyMatch(Structure.class::isInstance)) {
      throw new UnreadableException("a function of numbers without numbers");
    }
  }
}
