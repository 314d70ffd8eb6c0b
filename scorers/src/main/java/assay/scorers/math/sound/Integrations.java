package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers with a constant of integration: its case does not matter, and for a capital one that is
/// added, nor does any other constant, for `x^2/2 + C` and `(x+1)^2/2 + C` are the same functions.
///
/// @param scalars compares values
record Integrations(Scalars scalars) {
  private static final List<String> CAPITALS = List.of("C", "C_1", "K");
  private static final List<String> SMALL = List.of("c", "c_1", "k");
  private static final Set<String> UNKNOWNS = Set.of("x", "t", "u", "s", "y", "z", "theta");
  private static final Rational START =
      new Rational(new Fraction(BigInteger.valueOf(3), BigInteger.valueOf(7)));

  /// Returns whether the two are the same up to their constants; false where they have none.
  boolean equal(Expression left, Expression right) {
    Set<String> leftNames = names(left);
    Set<String> rightNames = names(right);
    if (leftNames.stream().noneMatch(UNKNOWNS::contains)
        || rightNames.stream().noneMatch(UNKNOWNS::contains)) {
      return false;
    }
    Optional<String> one = constant(leftNames);
    Optional<String> other = constant(rightNames);
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    Expression same = renamed(right, other.get(), new Variable(one.get()));
    boolean clash = !one.equals(other) && rightNames.contains(one.get());
    boolean letter = one.get().substring(0, 1).equalsIgnoreCase(other.get().substring(0, 1));
    if (clash || !letter) {
      return false;
    }
    boolean capital = CAPITALS.contains(one.get()) && CAPITALS.contains(other.get());
    return (!one.equals(other) && scalars.equal(left, same))
        || (capital && differByConstant(left, same, one.get()));
  }

  private static Optional<String> constant(Set<String> names) {
    List<String> found =
        names.stream().filter(name -> CAPITALS.contains(name) || SMALL.contains(name)).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private boolean differByConstant(Expression left, Expression right, String constant) {
    Expression one = renamed(left, constant, new Rational(Fraction.ZERO));
    Expression other = renamed(right, constant, new Rational(Fraction.ZERO));
    boolean added =
        scalars.equal(left, new Sum(List.of(one, new Variable(constant))))
            && scalars.equal(right, new Sum(List.of(other, new Variable(constant))));
    return added
        && scalars.equal(
            new Sum(List.of(one, new Negation(atStart(one)))),
            new Sum(List.of(other, new Negation(atStart(other)))));
  }

  private static Expression atStart(Expression expression) {
    return Trees.substitute(
        expression,
        each -> each instanceof Variable(String name) && UNKNOWNS.contains(name) ? START : each);
  }

  private static Expression renamed(Expression expression, String name, Expression by) {
    return Trees.substitute(expression, each -> each.equals(new Variable(name)) ? by : each);
  }

  private static Set<String> names(Expression expression) {
    Set<String> names = new LinkedHashSet<>();
    collect(expression, names);
    return names;
  }

  private static void collect(Expression expression, Set<String> names) {
    if (expression instanceof Variable(String name)) {
      names.add(name);
    }
    Trees.parts(expression).forEach(part -> collect(part, names));
  }
}
