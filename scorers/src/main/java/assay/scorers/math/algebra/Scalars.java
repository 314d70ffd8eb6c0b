package assay.scorers.math.algebra;

import assay.scorers.math.algebra.Expression.BaseNumber;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Sum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Equality of single values.
/// 1. Two rational numbers are compared exactly.
/// 2. Two rational functions are compared modulo three random primes at random points ([Modular]).
///    A difference is proof; agreement is wrong with a probability below 1e-18.
/// 3. All else is evaluated in high precision with error bounds ([Numeric]), at several points
///    where there are variables. A difference beyond the bounds is proof; agreement is accepted
///    only where the bounds are far smaller than every addend, else the comparison is undecided.
public final class Scalars {
  private static final int DRAWS = 3;
  private static final int MAX_DRAWS = 10;
  private static final int LEAST_POINTS = 2;
  private static final int DIGITS = 50;
  private static final int MAX_LEAF_DIGITS = 400;

  private final long seed;
  private final boolean realDomain;
  private final Budget budget;
  private final Exact exact;
  private final Map<Integer, ComplexArithmetic> arithmetics = new HashMap<>();
  private boolean exactOnly = true;

  /// @param seed decides primes and points
  public Scalars(long seed, Budget budget) {
    this(seed, budget, false);
  }

  private Scalars(long seed, Budget budget, boolean realDomain) {
    this.seed = seed;
    this.realDomain = realDomain;
    this.budget = budget;
    this.exact = new Exact(budget);
  }

  /// Returns a comparison that takes variables for real, where no `i` occurs: at points where a
  /// root or logarithm of a negative number would lead out of the real numbers, the two may differ,
  /// if they agree where both are real. So `\ln(ab)` is `\ln a + \ln b`.
  ///
  /// @param seed decides primes and points
  public static Scalars onRealDomain(long seed, Budget budget) {
    return new Scalars(seed, budget, true);
  }

  /// Returns whether every comparison so far was decided by exact arithmetic.
  public boolean exactOnly() {
    return exactOnly;
  }

  /// Returns whether the two have the same value wherever they are defined.
  ///
  /// @throws UndecidedException if that is out of reach
  public boolean equal(Expression left, Expression right) {
    if (left.equals(right)) {
      return true;
    }
    int leftInfinite = infinity(left);
    int rightInfinite = infinity(right);
    if (leftInfinite != 0 || rightInfinite != 0) {
      return leftInfinite == rightInfinite;
    }
    if (valueless(left) || valueless(right)) {
      return false;
    }
    Optional<Fraction> leftValue = exact.value(left);
    Optional<Fraction> rightValue = exact.value(right);
    if (leftValue.isPresent() && rightValue.isPresent()) {
      return leftValue.equals(rightValue);
    }
    exactOnly = false;
    boolean rational = Modular.covers(left, budget) && Modular.covers(right, budget);
    return rational ? sameResidues(left, right) : sameNumbers(left, right);
  }

  /// Returns the sign of a constant: -1, 0 or 1, or empty where it has none.
  public Optional<Integer> sign(Expression constant) {
    Optional<Fraction> value = exact.value(constant);
    if (value.isPresent()) {
      return value.map(Fraction::signum);
    }
    try {
      Ball ball = new Numeric(arithmetic(DIGITS), name -> 1, budget).value(constant);
      return ball.isReal() && !ball.mayBeZero()
          ? Optional.of(ball.re().signum())
          : Optional.empty();
    } catch (NoValueException e) {
      return Optional.empty();
    }
  }

  /// Returns whether a constant lies between two numbers, ends included; false where that is out of
  /// reach.
  public boolean between(Expression constant, Fraction low, Fraction high) {
    if (!Trees.isConstant(constant, budget) || valueless(constant)) {
      return false;
    }
    Expression above = new Sum(List.of(constant, new Rational(low.negate())));
    Expression below = new Sum(List.of(new Rational(high), new Negation(constant)));
    return sign(above).filter(sign -> sign >= 0).isPresent()
        && sign(below).filter(sign -> sign >= 0).isPresent();
  }

  /// Returns the value of a constant that exact arithmetic reaches.
  public Optional<Fraction> exactValue(Expression expression) {
    return exact.value(expression);
  }

  /// Returns the nearest double of a real constant, or empty where it has no such value within
  /// reach.
  public Optional<Double> approximate(Expression constant) {
    if (!Trees.isConstant(constant, budget) || valueless(constant)) {
      return Optional.empty();
    }
    try {
      Ball ball = new Numeric(arithmetic(DIGITS), name -> 1, budget).value(constant);
      return ball.isReal() ? Optional.of(ball.re().doubleValue()) : Optional.empty();
    } catch (NoValueException e) {
      return Optional.empty();
    }
  }

  /// Returns 1 for infinity, -1 for minus infinity, 0 for all else.
  private static int infinity(Expression expression) {
    if (expression == Constant.INFINITY) {
      return 1;
    }
    return expression instanceof Negation(Expression operand) && operand == Constant.INFINITY
        ? -1
        : 0;
  }

  private boolean valueless(Expression expression) {
    budget.spend(1);
    return expression instanceof Structure
        || expression instanceof Expression.PlusMinus
        || expression == Constant.INFINITY
        || Trees.parts(expression).stream().anyMatch(this::valueless);
  }

  private boolean sameResidues(Expression left, Expression right) {
    Random random = new Random(seed);
    int agreements = 0;
    for (int draw = 0; draw < MAX_DRAWS && agreements < DRAWS; draw++) {
      Modular modular = Modular.draw(random, budget);
      Optional<Long> leftResidue = residue(modular, left);
      Optional<Long> rightResidue = residue(modular, right);
      if (leftResidue.isPresent() && rightResidue.isPresent()) {
        if (!leftResidue.equals(rightResidue)) {
          return false;
        }
        agreements++;
      }
    }
    return agreements == DRAWS;
  }

  private static Optional<Long> residue(Modular modular, Expression expression) {
    try {
      return Optional.of(modular.value(expression));
    } catch (NoValueException e) {
      return Optional.empty();
    }
  }

  private boolean sameNumbers(Expression left, Expression right) {
    Points points = Points.of(left, right, seed);
    int leaf = Math.max(leafDigits(left), leafDigits(right));
    if (leaf > MAX_LEAF_DIGITS) {
      throw new UndecidedException("a number of " + leaf + " digits inside an irrational one");
    }
    boolean mayLeaveReals =
        realDomain
            && points.count() > 1
            && !Trees.occurs(left, Constant.IMAGINARY_UNIT, budget)
            && !Trees.occurs(right, Constant.IMAGINARY_UNIT, budget);
    int agreements = 0;
    boolean allReal = true;
    int realAgreements = 0;
    for (int index = 0; index < points.count(); index++) {
      PointComparison at = new PointComparison(points.at(index), this::arithmetic, budget);
      PointComparison.Found found = at.compare(left, right, DIGITS + 2 * leaf);
      if (found.verdict() == PointComparison.Verdict.UNRELIABLE) {
        found = at.compare(left, right, 4 * (DIGITS + 2 * leaf));
      }
      if (found.verdict() == PointComparison.Verdict.DIFFERENT) {
        if (found.real() || !mayLeaveReals) {
          return false;
        }
        allReal = false;
      }
      boolean same = found.verdict() == PointComparison.Verdict.SAME;
      agreements += same ? 1 : 0;
      realAgreements += same && found.real() ? 1 : 0;
    }
    if (!allReal) {
      return realAgreements >= LEAST_POINTS;
    }
    if (agreements < Math.min(points.count(), LEAST_POINTS)) {
      throw new UndecidedException("values out of reach of the arithmetic");
    }
    return true;
  }

  private ComplexArithmetic arithmetic(int digits) {
    return arithmetics.computeIfAbsent(digits, ComplexArithmetic::new);
  }

  private int leafDigits(Expression expression) {
    budget.spend(1);
    int own = 0;
    if (expression instanceof Rational(Fraction value)) {
      own = value.bits() * 3 / 10;
    } else if (expression instanceof BaseNumber(String digits, int base)) {
      own = digits.length() * 2;
    }
    return Trees.parts(expression).stream().mapToInt(this::leafDigits).reduce(own, Math::max);
  }
}
