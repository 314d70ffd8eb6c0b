package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.BaseNumber;
import assay.scorers.math.algebra.Expression.Degrees;
import assay.scorers.math.algebra.Expression.Marked;
import assay.scorers.math.algebra.Expression.Percent;
import assay.scorers.math.algebra.Expression.Quantity;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Scalars;
import java.math.BigInteger;
import java.util.Optional;

/// Equality of values at least one of which carries a unit, a percent or degree sign, or a base.
///
/// @param comparison compares what is marked
record MarkedValues(SoundComparison comparison, Scalars scalars, Options options) {

  boolean equal(Expression left, Expression right) {
    if (left instanceof Marked one) {
      return right instanceof Marked other ? both(one, other) : one(one, right);
    }
    return right instanceof Marked one && one(one, left);
  }

  private boolean both(Marked left, Marked right) {
    return switch (left) {
      case Quantity quantity -> quantities(quantity, right);
      case Percent(Expression operand) ->
          right instanceof Percent(Expression other) && comparison.equal(operand, other);
      case Degrees(Expression operand) ->
          right instanceof Degrees(Expression other)
              ? comparison.equal(operand, other)
              : right instanceof Quantity quantity && quantities(quantity, left);
      case BaseNumber number ->
          right instanceof BaseNumber other
              && number.base() == other.base()
              && number.value().equals(other.value());
    };
  }

  /// A degree sign without its scale may stand for either scale.
  private boolean quantities(Quantity left, Marked right) {
    return switch (right) {
      case Quantity(Expression amount, String unit) ->
          unit.equals(left.unit()) && comparison.equal(left.amount(), amount);
      case Degrees(Expression amount) ->
          options.unitsMayBeMissing()
              && left.unit().startsWith("degree")
              && comparison.equal(left.amount(), amount);
      case Percent _, BaseNumber _ -> false;
    };
  }

  private boolean one(Marked marked, Expression bare) {
    boolean lenient = options.unitsMayBeMissing();
    return switch (marked) {
      case Quantity quantity -> {
        Optional<Quantity> other = Units.quantity(bare);
        boolean measured = other.isPresent() && !other.get().amount().equals(bare);
        yield measured
            ? quantities(quantity, other.get())
            : lenient && comparison.equal(quantity.amount(), bare);
      }
      case Percent(Expression operand) ->
          scalars.equal(marked, bare)
              || (options.percent() == Options.PercentReading.HUNDREDTHS_OR_UNIT
                  && comparison.equal(operand, bare));
      case Degrees(Expression operand) ->
          (lenient && comparison.equal(operand, bare)) || scalars.equal(marked, bare);
      case BaseNumber number -> lenient && withoutBase(number, bare);
    };
  }

  /// A base may be missing behind digits; digits that are letters leave only the value.
  private boolean withoutBase(BaseNumber number, Expression bare) {
    boolean letters = number.digits().chars().anyMatch(Character::isLetter);
    BigInteger value = letters ? number.value() : new BigInteger(number.digits());
    return bare.equals(new Rational(Fraction.of(value)));
  }
}
