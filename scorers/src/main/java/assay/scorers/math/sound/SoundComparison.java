package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Listing;
import assay.scorers.math.algebra.Expression.Marked;
import assay.scorers.math.algebra.Expression.Matrix;
import assay.scorers.math.algebra.Expression.PlusMinus;
import assay.scorers.math.algebra.Expression.Ratio;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.SetBuilder;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.SetOperation;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Union;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import assay.scorers.math.algebra.UndecidedException;
import java.util.List;
import java.util.Optional;

/// Equality of whole answers. Symmetric and reflexive; every rule is tried in both directions.
///
/// One instance serves one comparison.
final class SoundComparison {
  private final Budget budget;
  private final Scalars scalars;
  private final Collections collections;
  private final Relations relations;
  private final RoundedDecimals rounded;
  private final MarkedValues marks;
  private final IntervalSets sets;
  private final Factorials factorials;
  private final Integrations integrations;
  private final Families families;

  SoundComparison(Options options, long seed) {
    this.budget = new Budget(options.steps());
    this.scalars = Scalars.onRealDomain(seed, budget);
    this.collections = new Collections(this, budget);
    this.relations = new Relations(this, scalars, seed);
    this.rounded = new RoundedDecimals(scalars, options.roundedDigits());
    this.marks = new MarkedValues(this, scalars, options);
    this.sets = new IntervalSets(scalars);
    this.integrations = new Integrations(scalars);
    this.families = new Families(this, new Progressions(scalars), budget);
    this.factorials = new Factorials(scalars, budget);
  }

  /// Returns whether everything so far was decided by exact arithmetic and structure.
  boolean exactOnly() {
    return scalars.exactOnly();
  }

  /// Returns whether two whole answers, each perhaps a family with a parameter, are the same.
  ///
  /// @throws UndecidedException if that cannot be decided within the budget
  boolean equal(ReadAnswer left, ReadAnswer right) {
    return families
        .equal(left.family(), left.expression(), right.family(), right.expression())
        .filter(same -> same || left.family().isPresent() || right.family().isPresent())
        .orElseGet(() -> equal(left.expression(), right.expression()));
  }

  /// Returns whether the two answers are the same.
  ///
  /// @throws UndecidedException if that cannot be decided within the budget
  boolean equal(Expression first, Expression second) {
    budget.spend(1);
    Expression left = sets.read(first);
    Expression right = sets.read(second);
    if (left.equals(right)) {
      return true;
    }
    Optional<Boolean> known = collections.namedTuple(left, right).or(() -> sets.equal(left, right));
    if (known.isPresent()) {
      return known.get();
    }
    if (several(left) || several(right)) {
      return collections.equal(left, right);
    }
    if (left instanceof Relation || right instanceof Relation) {
      return relations.equal(left, right);
    }
    if (left instanceof Marked || right instanceof Marked) {
      return marks.equal(left, right);
    }
    Expression one = Matrices.simplified(Complements.asUnion(left));
    Expression other = Matrices.simplified(Complements.asUnion(right));
    return structuresEqual(Vectors.like(one, other), Vectors.like(other, one));
  }

  /// Returns whether the lists have the same length and equal elements in the same places.
  boolean pairwise(List<Expression> left, List<Expression> right) {
    boolean equal = left.size() == right.size();
    for (int index = 0; equal && index < left.size(); index++) {
      equal = equal(left.get(index), right.get(index));
    }
    return equal;
  }

  private boolean several(Expression expression) {
    return expression instanceof Listing
        || expression instanceof SetOf
        || Trees.contains(expression, PlusMinus.class, budget);
  }

  private boolean structuresEqual(Expression left, Expression right) {
    return switch (new Pair(left, right)) {
      case Pair(Tuple(List<Expression> elements), Tuple(List<Expression> others)) ->
          collections.tuplesEqual(elements, others);
      case Pair(Matrix matrix, Matrix other) -> matricesEqual(matrix, other);
      case Pair(Ratio(List<Expression> parts), Ratio(List<Expression> others)) ->
          proportional(parts, others);
      case Pair(SetOperation operation, SetOperation other) -> operationsEqual(operation, other);
      case Pair(SetBuilder builder, SetBuilder other) ->
          equal(builder.element(), other.element())
              && equal(builder.condition(), other.condition());
      case Pair(Union(List<Expression> parts), Union(List<Expression> others)) ->
          collections.sameElements(parts, others);
      case Pair(Expression one, Expression other) -> intervalsOrScalars(one, other);
    };
  }

  private record Pair(Expression left, Expression right) {}

  private boolean intervalsOrScalars(Expression left, Expression right) {
    if (left instanceof SetBuilder || right instanceof SetBuilder) {
      return relations.buildersEqual(left, right);
    }
    if (left instanceof Interval || right instanceof Interval) {
      Optional<Interval> one = Relations.asInterval(left);
      Optional<Interval> other = Relations.asInterval(right);
      return one.isPresent() && other.isPresent() && intervalsEqual(one.get(), other.get());
    }
    return factorials
        .equal(left, right)
        .orElseGet(
            () ->
                scalars.equal(left, right)
                    || rounded.agree(left, right)
                    || integrations.equal(left, right));
  }

  private boolean intervalsEqual(Interval left, Interval right) {
    return left.lowClosed() == right.lowClosed()
        && left.highClosed() == right.highClosed()
        && equal(left.low(), right.low())
        && equal(left.high(), right.high());
  }

  private boolean matricesEqual(Matrix left, Matrix right) {
    boolean equal = left.rows().size() == right.rows().size();
    for (int row = 0; equal && row < left.rows().size(); row++) {
      equal = pairwise(left.rows().get(row), right.rows().get(row));
    }
    return equal;
  }

  private boolean operationsEqual(SetOperation left, SetOperation right) {
    if (!left.operator().equals(right.operator())) {
      return false;
    }
    List<Expression> operands = List.of(left.first(), left.second());
    List<Expression> others = List.of(right.first(), right.second());
    return pairwise(operands, others)
        || (left.operator().equals("cap") && pairwise(operands, others.reversed()));
  }

  private static boolean isTime(List<Expression> parts) {
    return parts.size() == 2 && within(parts.getFirst(), 0, 24) && within(parts.getLast(), 10, 59);
  }

  private static boolean within(Expression expression, int low, int high) {
    return expression instanceof Rational(Fraction value)
        && value.isInteger()
        && value.compareTo(Fraction.of(low)) >= 0
        && value.compareTo(Fraction.of(high)) <= 0;
  }

  /// Returns whether two proportions agree up to a common factor; one with a zero in it, and two
  /// that can both be times of day, only agree with themselves.
  private boolean proportional(List<Expression> left, List<Expression> right) {
    Expression zero = new Rational(Fraction.ZERO);
    boolean zeroes =
        left.stream().anyMatch(part -> scalars.equal(part, zero))
            || right.stream().anyMatch(part -> scalars.equal(part, zero));
    if (zeroes || left.size() != right.size() || (isTime(left) && isTime(right))) {
      return pairwise(left, right);
    }
    boolean equal = true;
    for (int index = 1; equal && index < left.size(); index++) {
      Expression cross = new Expression.Product(List.of(left.getFirst(), right.get(index)));
      Expression other = new Expression.Product(List.of(right.getFirst(), left.get(index)));
      equal = scalars.equal(cross, other);
    }
    return equal;
  }
}
