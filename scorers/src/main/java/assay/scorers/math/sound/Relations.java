package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Ratio;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.SetBuilder;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Expression.Words;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// Equality of equations, inequalities and memberships.
/// - `x = 5` is the answer 5, and `x = a = b` its last part; `a \approx b` is a.
/// - Two equations are the same if their two sides differ by a constant factor that is not zero;
///   two inequalities, if that factor is positive.
/// - `1 < x \le 2` is the interval (1, 2].
final class Relations {
  private final SoundComparison comparison;
  private final Scalars scalars;
  private final long seed;

  Relations(SoundComparison comparison, Scalars scalars, long seed) {
    this.comparison = comparison;
    this.scalars = scalars;
    this.seed = seed;
  }

  /// Returns whether two answers, at least one of them a relation, are the same.
  boolean equal(Expression first, Expression second) {
    Expression left = Magnitudes.unfolded(first);
    Expression right = Magnitudes.unfolded(second);
    if (left instanceof Relation one && right instanceof Relation other) {
      return relationsEqual(one, other);
    }
    Relation relation = left instanceof Relation one ? one : (Relation) right;
    Expression bare = left instanceof Relation ? right : left;
    Expression union = Complements.asUnion(relation);
    if (!(union instanceof Relation)) {
      return comparison.equal(union, Complements.asUnion(bare));
    }
    Optional<Expression> value =
        withoutName(relation).or(() -> commonValue(relation)).or(() -> Tags.value(relation, bare));
    if (value.isPresent()) {
      return comparison.equal(value.get(), bare);
    }
    return asInterval(relation).map(interval -> comparison.equal(interval, bare)).orElse(false);
  }

  /// Returns whether two answers, at least one of them a set with a condition, are the same.
  boolean buildersEqual(Expression left, Expression right) {
    Expression one = left instanceof SetBuilder builder ? builder.condition() : left;
    Expression other = right instanceof SetBuilder builder ? builder.condition() : right;
    boolean plain = namesItself(left) && namesItself(right);
    return plain && !(one.equals(left) && other.equals(right)) && comparison.equal(one, other);
  }

  private static boolean namesItself(Expression expression) {
    return !(expression instanceof SetBuilder(Expression element, Expression condition))
        || (element instanceof Variable && condition instanceof Relation);
  }

  private boolean relationsEqual(Relation left, Relation right) {
    Optional<Expression> leftName = name(left);
    Optional<Expression> rightName = name(right);
    Optional<Relation> renamed = Graphs.withArgumentsOf(left, right);
    if (renamed.isPresent() && !renamed.get().equals(right)) {
      return relationsEqual(left, renamed.get());
    }
    if (leftName.isPresent() && (leftName.equals(rightName) || Graphs.same(left, right))) {
      return comparison.equal(withoutName(left).orElse(left), withoutName(right).orElse(right));
    }
    if (left.signs().equals(right.signs())
        && comparison.pairwise(left.operands(), right.operands())) {
      return true;
    }
    boolean membership = left.signs().contains(Sign.IN) != right.signs().contains(Sign.IN);
    if (membership) {
      return subject(left).isPresent()
          && subject(left).equals(subject(right))
          && comparison.equal(set(left), set(right));
    }
    if (left.signs().size() == 1 && right.signs().size() == 1) {
      return sameSolutions(left, right);
    }
    Optional<Interval> one = asInterval(left);
    Optional<Interval> other = asInterval(right);
    return one.isPresent()
        && other.isPresent()
        && subject(left).equals(subject(right))
        && comparison.equal(one.get(), other.get());
  }

  /// Returns the set that a membership or an inequality describes; the relation itself where there
  /// is none. A membership is compared with the other's set only, so this cannot go round in
  /// circles.
  private static Expression set(Relation relation) {
    return relation.signs().equals(List.of(Sign.IN))
        ? relation.operands().getLast()
        : asInterval(relation).<Expression>map(known -> known).orElse(new Words("no set"));
  }

  private boolean sameSolutions(Relation left, Relation right) {
    Sign sign = forward(left.signs().getFirst());
    if (sign != forward(right.signs().getFirst()) || sign == Sign.IN || sign == Sign.APPROXIMATE) {
      return false;
    }
    Expression one = difference(left);
    Expression other = difference(right);
    Expression oneThere = Trees.substitute(one, this::coordinate);
    Expression otherThere = Trees.substitute(other, this::coordinate);
    Optional<Integer> oneSign = scalars.sign(oneThere);
    Optional<Integer> otherSign = scalars.sign(otherThere);
    Rational zero = new Rational(Fraction.ZERO);
    boolean equation = sign == Sign.EQUAL || sign == Sign.NOT_EQUAL;
    boolean vanishes =
        oneSign.equals(Optional.of(0))
            || otherSign.equals(Optional.of(0))
            || scalars.equal(oneThere, zero)
            || scalars.equal(otherThere, zero);
    if (vanishes || (!equation && (oneSign.isEmpty() || !oneSign.equals(otherSign)))) {
      return false;
    }
    return scalars.equal(
        new Product(List.of(one, otherThere)), new Product(List.of(other, oneThere)));
  }

  private Expression coordinate(Expression variable) {
    long hash = seed;
    String name = variable instanceof Variable(String text) ? text : "";
    for (int index = 0; index < name.length(); index++) {
      hash = Trees.mix(hash ^ name.charAt(index));
    }
    return new Rational(
        new Fraction(BigInteger.valueOf(1 + Math.floorMod(hash, 9973L)), BigInteger.valueOf(2003)));
  }

  /// Returns left side minus right side, with the sides exchanged where the sign points backwards.
  private static Expression difference(Relation relation) {
    Sign sign = relation.signs().getFirst();
    boolean backwards = sign != forward(sign);
    Expression low = relation.operands().getFirst();
    Expression high = relation.operands().getLast();
    return backwards
        ? new Sum(List.of(high, new Negation(low)))
        : new Sum(List.of(low, new Negation(high)));
  }

  private static Sign forward(Sign sign) {
    return switch (sign) {
      case GREATER -> Sign.LESS;
      case GREATER_OR_EQUAL -> Sign.LESS_OR_EQUAL;
      case EQUAL, APPROXIMATE, NOT_EQUAL, LESS, LESS_OR_EQUAL, IN -> sign;
    };
  }

  /// Returns the name that a relation such as `x = 5` or `x \in S` gives to its value.
  static Optional<Expression> name(Expression expression) {
    if (!(expression instanceof Relation(List<Expression> operands, List<Sign> signs))) {
      return Optional.empty();
    }
    boolean equalities =
        signs.stream().allMatch(sign -> sign == Sign.EQUAL || sign == Sign.APPROXIMATE);
    boolean membership = signs.size() == 1 && signs.getFirst() == Sign.IN;
    if ((equalities || membership) && isName(operands.getFirst())) {
      return Optional.of(operands.getFirst());
    }
    return equalities && signs.size() == 1 && isName(operands.getLast())
        ? Optional.of(operands.getLast())
        : Optional.empty();
  }

  /// Returns the value that a relation such as `x = 5` names.
  static Optional<Expression> withoutName(Expression expression) {
    if (name(expression).isEmpty()
        || !(expression instanceof Relation(List<Expression> operands, List<Sign> signs))) {
      return Optional.empty();
    }
    if (!isName(operands.getFirst())) {
      return Optional.of(operands.getFirst());
    }
    int exact = signs.lastIndexOf(Sign.EQUAL);
    return Optional.of(operands.get(exact < 0 ? operands.size() - 1 : exact + 1));
  }

  /// Returns the first part of a chain of equal or approximate values without a name. That
  /// something is itself says nothing.
  private Optional<Expression> commonValue(Relation relation) {
    for (int index = 0; index < relation.signs().size(); index++) {
      Sign sign = relation.signs().get(index);
      Expression first = relation.operands().getFirst();
      Expression next = relation.operands().get(index + 1);
      boolean same =
          sign == Sign.APPROXIMATE
              || (sign == Sign.EQUAL && !first.equals(next) && scalars.equal(first, next));
      if (!same) {
        return Optional.empty();
      }
    }
    return Optional.of(relation.operands().getFirst());
  }

  private static boolean isName(Expression expression) {
    return switch (expression) {
      case Variable _ -> true;
      case Call(String function, List<Expression> arguments) ->
          function.equals(Functions.ABS)
              ? arguments.getFirst() instanceof Variable
              : !Functions.hasMeaning(function);
      case Tuple(List<Expression> elements) ->
          elements.stream().allMatch(Variable.class::isInstance);
      case Ratio(List<Expression> parts) -> parts.stream().allMatch(Variable.class::isInstance);
      case Quotient(Expression numerator, Expression denominator) ->
          isSegment(numerator) && isSegment(denominator);
      case Product(List<Expression> factors) ->
          factors.size() == 2
              && factors.getFirst() instanceof Variable
              && factors.getLast() instanceof Variable(String last)
              && last.startsWith("angle");
      case Expression other -> false;
    };
  }

  /// Returns whether the name is two capital letters, as that of a segment is.
  private static boolean isSegment(Expression expression) {
    return expression instanceof Variable(String name)
        && name.length() == 2
        && name.chars().allMatch(Character::isUpperCase);
  }

  /// Returns what an interval, a pair in parentheses, or an inequality about one name says as an
  /// interval.
  static Optional<Interval> asInterval(Expression expression) {
    return switch (expression) {
      case Interval interval -> Optional.of(interval);
      case Tuple(List<Expression> elements) ->
          elements.size() == 2
              ? Optional.of(new Interval(elements.getFirst(), elements.getLast(), false, false))
              : Optional.empty();
      case Relation relation -> inequality(relation);
      case Expression other -> Optional.empty();
    };
  }

  private static Optional<Expression> subject(Relation relation) {
    List<Expression> operands = relation.operands();
    if (operands.size() == 3) {
      return Optional.of(operands.get(1)).filter(Relations::isName);
    }
    return operands.stream().filter(Relations::isName).findFirst();
  }

  private static Optional<Interval> inequality(Relation relation) {
    Optional<Expression> subject = subject(relation);
    List<Sign> signs = relation.signs();
    boolean allLess = signs.stream().allMatch(sign -> isLess(sign));
    boolean allGreater = signs.stream().allMatch(sign -> isLess(forward(sign)) && !isLess(sign));
    if (subject.isEmpty() || !(allLess || allGreater) || signs.size() > 2) {
      return Optional.empty();
    }
    List<Expression> operands = allLess ? relation.operands() : relation.operands().reversed();
    List<Sign> upward = allLess ? signs : signs.reversed();
    boolean firstClosed = forward(upward.getFirst()) == Sign.LESS_OR_EQUAL;
    boolean lastClosed = forward(upward.getLast()) == Sign.LESS_OR_EQUAL;
    if (operands.size() == 3) {
      return Optional.of(
          new Interval(operands.getFirst(), operands.getLast(), firstClosed, lastClosed));
    }
    return operands.getFirst().equals(subject.get())
        ? Optional.of(
            new Interval(new Negation(Constant.INFINITY), operands.getLast(), false, lastClosed))
        : Optional.of(new Interval(operands.getFirst(), Constant.INFINITY, firstClosed, false));
  }

  private static boolean isLess(Sign sign) {
    return sign == Sign.LESS || sign == Sign.LESS_OR_EQUAL;
  }
}
