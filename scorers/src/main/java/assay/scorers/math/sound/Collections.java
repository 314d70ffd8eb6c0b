package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Listing;
import assay.scorers.math.algebra.Expression.PlusMinus;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Union;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Trees;
import assay.scorers.math.algebra.UndecidedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Equality of answers with several members: lists, sets, and values with `\pm`.
///
/// Order does not matter, except where one side names its members and the other does not: then `x =
/// 1, y = 2` is `1, 2` and not `2, 1`.
final class Collections {
  private final SoundComparison comparison;
  private final Budget budget;

  Collections(SoundComparison comparison, Budget budget) {
    this.comparison = comparison;
    this.budget = budget;
  }

  /// Returns whether two answers, at least one of them with several members, have the same members.
  boolean equal(Expression left, Expression right) {
    Optional<Union> leftUnion = alternatives(left);
    Optional<Union> rightUnion = alternatives(right);
    if (leftUnion.isPresent() && right instanceof Union) {
      return comparison.equal(leftUnion.get(), right);
    }
    if (rightUnion.isPresent() && left instanceof Union) {
      return comparison.equal(left, rightUnion.get());
    }
    List<Expression> leftMembers = members(Relations.withoutName(left).orElse(left));
    List<Expression> rightMembers = members(Relations.withoutName(right).orElse(right));
    boolean single = leftMembers.size() == 1 || rightMembers.size() == 1;
    if (single && (left instanceof SetOf) != (right instanceof SetOf)) {
      return false;
    }
    return (leftMembers.size() == 1 && rightMembers.size() == 1)
        ? sameSingle(left, right, leftMembers.getFirst(), rightMembers.getFirst())
        : namedMembers(leftMembers, rightMembers);
  }

  /// Returns whether a tuple has, in order, the values of different names on the other side, as
  /// `(1, 2)` and `x = 1, y = 2`; empty where the two are anything else.
  Optional<Boolean> namedTuple(Expression left, Expression right) {
    if (left instanceof Listing(List<Expression> elements, boolean alternatives)
        && right instanceof Tuple(List<Expression> others)
        && names(elements).size() == others.size()
        && elements.size() == others.size()) {
      return Optional.of(comparison.pairwise(withoutNames(elements), others));
    }
    if (left instanceof Listing && right instanceof Relation relation) {
      return eachName(relation).map(names -> equal(left, names));
    }
    return left instanceof Listing || !(right instanceof Listing)
        ? Optional.empty()
        : namedTuple(right, left);
  }

  /// Returns `(a, b) = (1, 2)` as `a = 1, b = 2`.
  private static Optional<Listing> eachName(Relation relation) {
    if (!relation.signs().equals(List.of(Sign.EQUAL))
        || !(relation.operands().getFirst() instanceof Tuple(List<Expression> names))
        || !(relation.operands().getLast() instanceof Tuple(List<Expression> values))
        || names.size() != values.size()
        || !names.stream().allMatch(Variable.class::isInstance)) {
      return Optional.empty();
    }
    List<Expression> each = new ArrayList<>();
    for (int index = 0; index < names.size(); index++) {
      each.add(new Relation(List.of(names.get(index), values.get(index)), List.of(Sign.EQUAL)));
    }
    return Optional.of(new Listing(each, false));
  }

  /// Returns whether there are several groups, each of which gives a value to the same several
  /// names, as in `x = 1, y = 2; x = 3, y = 4`.
  static boolean nameTheSame(List<List<Expression>> groups) {
    Set<Expression> names = names(groups.getFirst());
    return groups.size() > 1
        && names.size() > 1
        && groups.stream()
            .allMatch(group -> group.size() == names.size() && names(group).equals(names));
  }

  /// Returns a list that gives values to the same several names again and again, as `x = 1, y = 2,
  /// x = 3, y = 4` does, in its groups; empty where it is anything else.
  static Optional<List<List<Expression>>> periods(List<Expression> elements) {
    int period = names(elements).size();
    if (period < 2 || elements.size() == period || elements.size() % period != 0) {
      return Optional.empty();
    }
    List<List<Expression>> groups = new ArrayList<>();
    for (int start = 0; start < elements.size(); start += period) {
      groups.add(elements.subList(start, start + period));
    }
    return Optional.of(groups).filter(Collections::nameTheSame);
  }

  /// Returns whether two tuples are equal member by member, or name by name where all are named.
  boolean tuplesEqual(List<Expression> left, List<Expression> right) {
    Set<Expression> names = names(left);
    boolean named = names.size() == left.size() && names.equals(names(right));
    return named ? sameElements(left, right) : comparison.pairwise(left, right);
  }

  private boolean sameSingle(
      Expression left, Expression right, Expression leftMember, Expression rightMember) {
    boolean unwrapped = !leftMember.equals(left) || !rightMember.equals(right);
    return unwrapped && comparison.equal(leftMember, rightMember);
  }

  /// Returns whether every element has as many equals among the others as among its own. A pair out
  /// of reach leaves that open only where the other pairs do not settle it, so that the order of
  /// the two lists does not matter.
  ///
  /// @throws UndecidedException if it stays open
  boolean sameElements(List<Expression> left, List<Expression> right) {
    budget.spend(left.size() + right.size());
    if (left.size() != right.size()) {
      return false;
    }
    Optional<UndecidedException> open = Optional.empty();
    for (Expression element : left) {
      Count own = count(element, left);
      Count others = count(element, right);
      if (own.excludes(others)) {
        return false;
      }
      open = open.or(own::open).or(others::open);
    }
    boolean excluded =
        open.isPresent()
            && right.stream()
                .anyMatch(element -> count(element, right).excludes(count(element, left)));
    if (open.isPresent() && !excluded) {
      throw open.get();
    }
    return !excluded;
  }

  /// How many are equal for sure, and with how many more that could not be decided.
  private record Count(int sure, int unsure, Optional<UndecidedException> open) {
    boolean excludes(Count other) {
      return sure > other.sure + other.unsure || other.sure > sure + unsure;
    }
  }

  private Count count(Expression element, List<Expression> among) {
    int sure = 0;
    int unsure = 0;
    Optional<UndecidedException> open = Optional.empty();
    for (Expression other : among) {
      try {
        sure += comparison.equal(element, other) ? 1 : 0;
      } catch (UndecidedException e) {
        budget.spend(1); // ends the comparison if it was the budget that ended
        unsure++;
        open = Optional.of(e);
      }
    }
    return new Count(sure, unsure, open);
  }

  private boolean namedMembers(List<Expression> left, List<Expression> right) {
    Set<Expression> leftNames = names(left);
    Set<Expression> rightNames = names(right);
    Set<Expression> allNames = new LinkedHashSet<>(leftNames);
    allNames.addAll(rightNames);
    if (allNames.size() <= 1) {
      return sameElements(withoutNames(left), withoutNames(right));
    }
    if (leftNames.isEmpty() || rightNames.isEmpty()) {
      return comparison.pairwise(withoutNames(left), withoutNames(right));
    }
    return sameElements(left, right);
  }

  private static Set<Expression> names(List<Expression> members) {
    Set<Expression> names = new LinkedHashSet<>();
    members.forEach(member -> Relations.name(member).ifPresent(names::add));
    return names;
  }

  private static List<Expression> withoutNames(List<Expression> members) {
    return members.stream().map(each -> Relations.withoutName(each).orElse(each)).toList();
  }

  private List<Expression> members(Expression expression) {
    budget.spend(1);
    return switch (expression) {
      case Listing(List<Expression> elements, boolean alternatives) -> points(flat(elements));
      case SetOf(List<Expression> elements) -> distinct(flat(elements));
      case Expression other ->
          Trees.contains(other, PlusMinus.class, budget) ? bothSigns(other) : List.of(other);
    };
  }

  /// Returns the two readings of a value with `\pm`; a structure that keeps its signs stays one
  /// member.
  private static List<Expression> bothSigns(Expression expression) {
    List<Expression> readings =
        expression instanceof Expression.Structure
            ? Trees.signed(expression).toList()
            : Trees.signedApart(expression).distinct().toList();
    return readings.contains(expression) ? List.of(expression) : readings;
  }

  private List<Expression> flat(List<Expression> elements) {
    List<Expression> members = new ArrayList<>();
    for (Expression element : elements) {
      members.addAll(element instanceof SetOf ? List.of(element) : members(element));
    }
    return members;
  }

  /// A list of tuples is a set of solutions, in which one that is said twice counts once. Of
  /// numbers, such as digits or double roots, two are two.
  private List<Expression> points(List<Expression> elements) {
    return elements.stream().allMatch(Tuple.class::isInstance) ? distinct(elements) : elements;
  }

  private List<Expression> distinct(List<Expression> elements) {
    List<Expression> distinct = new ArrayList<>();
    for (Expression element : elements) {
      Count count = count(element, distinct);
      if (count.sure() == 0 && count.open().isPresent()) {
        throw count.open().get();
      }
      if (count.sure() == 0) {
        distinct.add(element);
      }
    }
    return distinct;
  }

  /// Returns the union that inequalities joined by "or" describe.
  private static Optional<Union> alternatives(Expression expression) {
    if (!(expression instanceof Listing(List<Expression> elements, boolean joinedByOr))
        || !joinedByOr) {
      return Optional.empty();
    }
    List<Expression> parts = new ArrayList<>();
    for (Expression element : elements) {
      Relations.asInterval(element).ifPresent(parts::add);
    }
    return parts.size() == elements.size() ? Optional.of(new Union(parts)) : Optional.empty();
  }
}
