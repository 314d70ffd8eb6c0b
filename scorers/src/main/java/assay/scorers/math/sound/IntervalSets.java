package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Listing;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.SetBuilder;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.SetOperation;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Union;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.UndecidedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sets of real numbers made of intervals and points, in the one form in which no two parts touch:
/// `[1,2]\cup[2,3]` is `[1,3]`, `(1,3)\cap(2,5)` is `(2,3)`, `x > 2` and `x \le 5` is `(2,5]`.
///
/// Ends are compared exactly or with proven signs; a set with an end that is no constant, and one
/// with more than [#MAX_PARTS] parts, has no such form.
///
/// @param scalars compares ends
record IntervalSets(Scalars scalars) {
  private static final int MAX_PARTS = 32;
  private static final Expression MINUS_INFINITY = new Negation(Constant.INFINITY);

  /// Returns whether two sets are the same, or empty where one of them has no form, or neither is
  /// more than a single interval.
  Optional<Boolean> equal(Expression left, Expression right) {
    if (!isComposed(left) && !isComposed(right)) {
      return Optional.empty();
    }
    return parts(left).flatMap(one -> parts(right).map(other -> same(one, other)));
  }

  /// Returns inequalities about one name as the set of values that fulfils all, and a set-builder
  /// whose element is said to be real as one without that word; all else as it is.
  Expression read(Expression answer) {
    return switch (answer) {
      case Listing listing when !listing.alternatives() -> system(listing).orElse(listing);
      case SetBuilder(Relation(List<Expression> sides, List<Sign> signs), Expression condition)
          when signs.equals(List.of(Sign.IN)) && sides.getLast().equals(reals()) ->
          new SetBuilder(sides.getFirst(), condition);
      case Expression other -> other;
    };
  }

  private static boolean isComposed(Expression set) {
    return set instanceof Union || set instanceof SetOperation || set instanceof SetBuilder;
  }

  private boolean same(List<Interval> left, List<Interval> right) {
    boolean same = left.size() == right.size();
    for (int index = 0; same && index < left.size(); index++) {
      Interval one = left.get(index);
      Interval other = right.get(index);
      same =
          one.lowClosed() == other.lowClosed()
              && one.highClosed() == other.highClosed()
              && order(one.low(), other.low()) == 0
              && order(one.high(), other.high()) == 0;
    }
    return same;
  }

  /// Returns the set of all values for which several inequalities about one name hold, or empty
  /// where they are anything else, or no value fulfils them.
  private Optional<Expression> system(Listing listing) {
    Optional<List<Interval>> common = Optional.of(List.of(reals()));
    Optional<Variable> name = Optional.empty();
    for (Expression element : listing.elements()) {
      Optional<Variable> subject = subject(element);
      if (subject.isEmpty() || (name.isPresent() && !name.equals(subject))) {
        return Optional.empty();
      }
      name = subject;
      common = common.flatMap(known -> parts(element).map(next -> intersection(known, next)));
    }
    return common
        .filter(known -> !known.isEmpty() && listing.elements().size() > 1)
        .map(known -> known.size() == 1 ? known.getFirst() : new Union(List.copyOf(known)));
  }

  private static Optional<Variable> subject(Expression element) {
    return element instanceof Relation relation && !relation.signs().contains(Sign.EQUAL)
        ? relation.operands().stream()
            .filter(Variable.class::isInstance)
            .map(Variable.class::cast)
            .findFirst()
        : Optional.empty();
  }

  private Optional<List<Interval>> parts(Expression set) {
    return switch (set) {
      case Union(List<Expression> sets) -> {
        Optional<List<Interval>> all = Optional.of(List.of());
        for (Expression each : sets) {
          all = all.flatMap(known -> parts(each).map(next -> union(known, next)));
        }
        yield all;
      }
      case SetOperation(String operator, Expression first, Expression second) ->
          parts(first)
              .flatMap(
                  one ->
                      parts(second)
                          .map(
                              other ->
                                  intersection(
                                      one, operator.equals("cap") ? other : complement(other))));
      case SetBuilder(Expression element, Expression condition) ->
          element instanceof Variable && subject(condition).equals(Optional.of(element))
              ? parts(condition)
              : Optional.empty();
      case SetOf(List<Expression> points) -> points(points);
      case Relation relation -> relation(relation);
      case Tuple(List<Expression> ends) when ends.size() == 2 ->
          interval(new Interval(ends.getFirst(), ends.getLast(), false, false));
      case Interval interval -> interval(interval);
      case Expression other -> Optional.empty();
    };
  }

  private Optional<List<Interval>> relation(Relation relation) {
    Expression union = Complements.asUnion(relation);
    if (!(union instanceof Relation)) {
      return parts(union);
    }
    if (Magnitudes.unfolded(relation) instanceof Relation(List<Expression> sides, List<Sign> signs)
        && signs.equals(List.of(Sign.IN))) {
      return parts(sides.getLast());
    }
    return Relations.asInterval(relation).flatMap(this::parts);
  }

  private Optional<List<Interval>> points(List<Expression> points) {
    Optional<List<Interval>> all = Optional.of(List.of());
    for (Expression point : points) {
      all =
          all.flatMap(
              known ->
                  interval(new Interval(point, point, true, true)).map(next -> union(known, next)));
    }
    return all;
  }

  /// Returns the interval as a list, which is empty for one without a member.
  private Optional<List<Interval>> interval(Interval interval) {
    if (sign(interval.low()).isEmpty() || sign(interval.high()).isEmpty()) {
      return Optional.empty();
    }
    int order = order(interval.low(), interval.high());
    boolean closed = interval.lowClosed() && interval.highClosed();
    return Optional.of(order < 0 || (order == 0 && closed) ? List.of(interval) : List.of());
  }

  private static Interval reals() {
    return new Interval(MINUS_INFINITY, Constant.INFINITY, false, false);
  }

  private List<Interval> union(List<Interval> left, List<Interval> right) {
    List<Interval> sorted = new ArrayList<>(left);
    sorted.addAll(right);
    sorted.sort(
        (one, other) -> {
          int order = order(one.low(), other.low());
          return order != 0 ? order : Boolean.compare(other.lowClosed(), one.lowClosed());
        });
    List<Interval> merged = new ArrayList<>();
    for (Interval next : sorted) {
      if (!merged.isEmpty() && touches(merged.getLast(), next)) {
        merged.add(joined(merged.removeLast(), next));
      } else {
        merged.add(next);
      }
    }
    return bounded(merged);
  }

  private boolean touches(Interval left, Interval right) {
    int order = order(right.low(), left.high());
    return order < 0 || (order == 0 && (left.highClosed() || right.lowClosed()));
  }

  private Interval joined(Interval left, Interval right) {
    int order = order(left.high(), right.high());
    boolean closed =
        order == 0
            ? left.highClosed() || right.highClosed()
            : order > 0 ? left.highClosed() : right.highClosed();
    return new Interval(
        left.low(), order >= 0 ? left.high() : right.high(), left.lowClosed(), closed);
  }

  private List<Interval> intersection(List<Interval> left, List<Interval> right) {
    return complement(union(complement(left), complement(right)));
  }

  private List<Interval> complement(List<Interval> parts) {
    List<Interval> gaps = new ArrayList<>();
    Expression low = MINUS_INFINITY;
    boolean closed = false;
    for (Interval part : parts) {
      interval(new Interval(low, part.low(), closed, !part.lowClosed() && isFinite(part.low())))
          .ifPresent(gaps::addAll);
      low = part.high();
      closed = !part.highClosed() && isFinite(low);
    }
    interval(new Interval(low, Constant.INFINITY, closed, false)).ifPresent(gaps::addAll);
    return gaps;
  }

  private static List<Interval> bounded(List<Interval> parts) {
    if (parts.size() > MAX_PARTS) {
      throw new UndecidedException("a set of so many parts");
    }
    return parts;
  }

  private static boolean isFinite(Expression end) {
    return end != Constant.INFINITY && !end.equals(MINUS_INFINITY);
  }

  /// Returns 1 or -1 for the infinities, the sign of a constant, or empty for anything else.
  private Optional<Integer> sign(Expression end) {
    if (!isFinite(end)) {
      return Optional.of(end == Constant.INFINITY ? 1 : -1);
    }
    return scalars.approximate(end).map(value -> (int) Math.signum(value));
  }

  /// Compares two ends, both of which [#sign] knows.
  private int order(Expression left, Expression right) {
    if (left.equals(right)) {
      return 0;
    }
    if (!isFinite(left) || !isFinite(right)) {
      return Integer.compare(rank(left), rank(right));
    }
    if (scalars.equal(left, right)) {
      return 0;
    }
    return scalars
        .sign(new Sum(List.of(left, new Negation(right))))
        .filter(sign -> sign != 0)
        .orElseThrow(() -> new UndecidedException("the order of two ends"));
  }

  private static int rank(Expression end) {
    return end == Constant.INFINITY ? 1 : end.equals(MINUS_INFINITY) ? -1 : 0;
  }
}
