package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import assay.scorers.math.algebra.UndecidedException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Unions of arithmetic progressions without end in either direction, such as all `\pi/4 + k\pi`,
/// and their equality as sets: every member is compared modulo the least common period.
///
/// @param scalars compares values
record Progressions(Scalars scalars) {
  private static final int MAX_RESIDUES = 120;
  private static final int MAX_DENOMINATOR = 5_000;

  /// Integers at which a progression is checked, besides 0 and 1; an expression that agrees with it
  /// there and is none would need as many coincidences.
  private static final List<Integer> CHECKED = List.of(2, 3, 5, -4, 12, -37);

  /// All `offset + j * period` times the unit.
  ///
  /// @param offset a constant
  /// @param period positive
  /// @param ofPi whether the period counts multiples of pi
  record Progression(Expression offset, Fraction period, boolean ofPi) {}

  /// Returns the progressions that an expression is for all integers, or empty where it is none.
  Optional<List<Progression>> of(Expression expression, Variable name) {
    return single(expression, name, 1, 0)
        .map(List::of)
        .or(
            () ->
                single(expression, name, 2, 0)
                    .flatMap(
                        even -> single(expression, name, 2, 1).map(odd -> List.of(even, odd))));
  }

  /// Returns the progression of the values at `shift + step * j`.
  private Optional<Progression> single(Expression expression, Variable name, int step, int shift) {
    Expression offset = at(expression, name, shift);
    Expression next = at(expression, name, shift + step);
    Expression period = new Sum(List.of(next, new Negation(offset)));
    Optional<Fraction> plain = scalars.exactValue(period);
    Optional<Fraction> size = plain.or(() -> multipleOfPi(period));
    if (size.isEmpty() || size.get().signum() == 0) {
      return Optional.empty();
    }
    Progression found = new Progression(offset, size.get().abs(), plain.isEmpty());
    boolean linear =
        CHECKED.stream()
            .allMatch(
                index ->
                    scalars.equal(
                        at(expression, name, shift + step * index),
                        shifted(found, size.get().times(Fraction.of(index)))));
    return linear ? Optional.of(found) : Optional.empty();
  }

  private static Expression at(Expression expression, Variable name, int number) {
    Rational value = new Rational(Fraction.of(number));
    return Trees.substitute(expression, each -> each.equals(name) ? value : each);
  }

  private static Expression shifted(Progression progression, Fraction distance) {
    Rational factor = new Rational(distance);
    Expression shift = progression.ofPi() ? new Product(List.of(factor, Constant.PI)) : factor;
    return new Sum(List.of(progression.offset(), shift));
  }

  /// Returns the rational number that a constant is times pi, by its continued fraction.
  private Optional<Fraction> multipleOfPi(Expression constant) {
    Optional<Double> value = scalars.approximate(constant).map(number -> number / Math.PI);
    if (value.isEmpty() || Math.abs(value.get()) > MAX_DENOMINATOR) {
      return Optional.empty();
    }
    for (int denominator = 1; denominator <= MAX_DENOMINATOR; denominator++) {
      long numerator = Math.round(value.get() * denominator);
      if (Math.abs(value.get() - (double) numerator / denominator) < 1e-13) {
        Fraction candidate =
            new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        Expression multiple = new Product(List.of(new Rational(candidate), Constant.PI));
        return scalars.equal(constant, multiple) ? Optional.of(candidate) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// Returns whether the two unions have the same members.
  ///
  /// @throws UndecidedException if the common period holds too many members
  boolean same(List<Progression> left, List<Progression> right) {
    List<Progression> all = new ArrayList<>(left);
    all.addAll(right);
    if (all.stream().map(Progression::ofPi).distinct().count() > 1) {
      return false;
    }
    Fraction common =
        all.stream().map(Progression::period).reduce(Progressions::multiple).orElseThrow();
    List<Residue> one = residues(left, common);
    List<Residue> other = residues(right, common);
    boolean ofPi = all.getFirst().ofPi();
    return covers(one, other, common, ofPi) && covers(other, one, common, ofPi);
  }

  private static Fraction multiple(Fraction one, Fraction other) {
    BigInteger denominator = one.denominator().multiply(other.denominator());
    BigInteger first = one.numerator().multiply(other.denominator());
    BigInteger second = other.numerator().multiply(one.denominator());
    return new Fraction(first.multiply(second).divide(first.gcd(second)), denominator);
  }

  /// A member, and about how many common periods it lies from zero.
  private record Residue(Expression value, double periods) {}

  private List<Residue> residues(List<Progression> progressions, Fraction common) {
    List<Residue> residues = new ArrayList<>();
    for (Progression progression : progressions) {
      Fraction count = common.times(progression.period().inverse());
      if (count.bits() > 20 || residues.size() + count.numerator().intValue() > MAX_RESIDUES) {
        throw new UndecidedException("families whose common period is so long");
      }
      double unit = size(common) * (progression.ofPi() ? Math.PI : 1);
      double start = scalars.approximate(progression.offset()).orElse(Double.NaN) / unit;
      for (int index = 0; index < count.numerator().intValue(); index++) {
        Fraction distance = progression.period().times(Fraction.of(index));
        residues.add(
            new Residue(shifted(progression, distance), start + size(distance) / size(common)));
      }
    }
    return residues;
  }

  private static double size(Fraction number) {
    return number.numerator().doubleValue() / number.denominator().doubleValue();
  }

  private boolean covers(
      List<Residue> cover, List<Residue> covered, Fraction period, boolean ofPi) {
    return covered.stream()
        .allMatch(each -> cover.stream().anyMatch(other -> congruent(each, other, period, ofPi)));
  }

  private boolean congruent(Residue one, Residue other, Fraction period, boolean ofPi) {
    double periods = one.periods() - other.periods();
    if (!(Math.abs(periods - Math.rint(periods)) < 1e-9)) {
      return false;
    }
    Fraction whole = Fraction.of(Math.round(periods)).times(period);
    return scalars.equal(one.value(), shifted(new Progression(other.value(), period, ofPi), whole));
  }
}
