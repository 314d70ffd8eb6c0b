package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sums and products over an index.
final class Series {
  private static final int MAX_TERMS = 1000;

  private Series() {}

  /// Returns the sum or product; written out where both bounds are integers not too far apart, else
  /// an unknown function of its term and bounds, in which the index has no name.
  ///
  /// @param sum whether the terms are added, not multiplied
  static Expression of(
      boolean sum, Variable index, Expression low, Expression high, Expression term) {
    Optional<Integer> first = integer(low);
    Optional<Integer> last = integer(high);
    long count = first.isPresent() && last.isPresent() ? 1L + last.get() - first.get() : -1;
    if (count < 0 || count > MAX_TERMS) {
      Expression nameless =
          Trees.substitute(term, each -> each.equals(index) ? new Variable("index") : each);
      return new Call(sum ? "summation" : "multiplication", List.of(nameless, low, high));
    }
    List<Expression> terms = new ArrayList<>();
    terms.add(new Rational(Fraction.of(sum ? 0 : 1)));
    for (int value = first.orElse(0); value <= last.orElse(-1); value++) {
      Expression at = new Rational(Fraction.of(value));
      terms.add(Trees.substitute(term, each -> each.equals(index) ? at : each));
    }
    return sum ? new Sum(terms) : new Product(terms);
  }

  private static Optional<Integer> integer(Expression expression) {
    return switch (expression) {
      case Rational(Fraction value) when value.isInteger() && value.bits() < 30 ->
          Optional.of(value.numerator().intValue());
      case Negation(Expression operand) -> integer(operand).map(value -> -value);
      case Expression other -> Optional.empty();
    };
  }
}
