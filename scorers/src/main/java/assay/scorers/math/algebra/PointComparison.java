package assay.scorers.math.algebra;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Compares the values that two expressions have at one point, in high precision with error bounds.
///
/// @param point values of the variables
/// @param arithmetics by their number of digits
record PointComparison(
    ToDoubleFunction<String> point, IntFunction<ComplexArithmetic> arithmetics, Budget budget) {
  private static final BigDecimal MARGIN = new BigDecimal("1e-20");

  /// What a point shows.
  enum Verdict {
    SAME,
    DIFFERENT,
    UNRELIABLE
  }

  /// What a point shows, and whether both are real there on the way to their values.
  record Found(Verdict verdict, boolean real) {}

  /// Compares two values in arithmetic of so many digits.
  Found compare(Expression left, Expression right, int digits) {
    budget.spend((long) digits * digits / 8);
    ComplexArithmetic arithmetic = arithmetics.apply(digits);
    Numeric leftNumbers = new Numeric(arithmetic, point, budget);
    Numeric rightNumbers = new Numeric(arithmetic, point, budget);
    Evaluation leftValue = evaluate(leftNumbers, left);
    Evaluation rightValue = evaluate(rightNumbers, right);
    boolean real = leftNumbers.staysReal() && rightNumbers.staysReal();
    return new Found(verdict(leftValue, rightValue, leftNumbers, rightNumbers), real);
  }

  private static Verdict verdict(
      Evaluation leftValue, Evaluation rightValue, Numeric leftNumbers, Numeric rightNumbers) {
    if (leftValue.undefined() != rightValue.undefined()
        && !leftValue.outOfReach()
        && !rightValue.outOfReach()) {
      return Verdict.DIFFERENT;
    }
    if (leftValue.ball().isEmpty() || rightValue.ball().isEmpty()) {
      return Verdict.UNRELIABLE;
    }
    return compare(
        leftValue.ball().get(),
        rightValue.ball().get(),
        Stream.of(leftNumbers.smallestAddend(), rightNumbers.smallestAddend()));
  }

  private static Verdict compare(
      Ball one, Ball other, Stream<Optional<BigDecimal>> smallestAddends) {
    BigDecimal error = one.error().add(other.error(), Ball.BOUND);
    BigDecimal distance =
        one.re()
            .subtract(other.re(), Ball.BOUND)
            .abs()
            .max(one.im().subtract(other.im(), Ball.BOUND).abs());
    if (distance.compareTo(error) > 0) {
      return Verdict.DIFFERENT;
    }
    Optional<BigDecimal> finest =
        Stream.concat(smallestAddends, Stream.of(sizeUnlessZero(one), sizeUnlessZero(other)))
            .flatMap(Optional::stream)
            .min(BigDecimal::compareTo);
    boolean reliable = finest.isPresent() && error.compareTo(finest.get().multiply(MARGIN)) <= 0;
    return reliable ? Verdict.SAME : Verdict.UNRELIABLE;
  }

  private static Optional<BigDecimal> sizeUnlessZero(Ball ball) {
    return ball.mayBeZero() ? Optional.empty() : Optional.of(ball.size());
  }

  private record Evaluation(Optional<Ball> ball, boolean undefined, boolean outOfReach) {}

  private static Evaluation evaluate(Numeric numbers, Expression expression) {
    try {
      return new Evaluation(Optional.of(numbers.value(expression)), false, false);
    } catch (NoValueException e) {
      return new Evaluation(Optional.empty(), e.isUndefined(), !e.isUndefined());
    }
  }
}
