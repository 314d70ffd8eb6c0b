package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Equality of expressions with factorials or binomial coefficients of variables, as `n(n-1)!` and
/// `n!`: they are compared exactly at whole numbers for which both are defined.
///
/// Two that agree differ by a rational function with more zeros than its degree could explain, once
/// the common factorials are divided out.
///
/// @param scalars works out the numbers
/// @param budget pays for the searches
record Factorials(Scalars scalars, Budget budget) {
  private static final int TRIALS = 60;
  private static final int LEAST_AGREEMENTS = 24;

  /// Letters that usually name the larger of two numbers.
  private static final Set<String> LARGE = Set.of("n", "N", "m", "M", "p", "q", "a");

  /// Returns whether the two are the same, or empty where neither has such a part, or too few
  /// numbers are in the domain of both.
  Optional<Boolean> equal(Expression left, Expression right) {
    if (!occurs(left) && !occurs(right)) {
      return Optional.empty();
    }
    int agreements = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Optional<Fraction> one = scalars.exactValue(at(left, trial));
      Optional<Fraction> other = scalars.exactValue(at(right, trial));
      if (one.isPresent() && other.isPresent()) {
        if (!one.equals(other)) {
          return Optional.of(false);
        }
        agreements++;
      }
    }
    return agreements < LEAST_AGREEMENTS ? Optional.empty() : Optional.of(true);
  }

  private boolean occurs(Expression expression) {
    budget.spend(1);
    boolean here =
        expression instanceof Call(String function, List<Expression> arguments)
            && (function.equals(Functions.FACTORIAL) || function.equals(Functions.BINOMIAL))
            && !Trees.isConstant(expression, budget);
    return here || Trees.parts(expression).stream().anyMatch(this::occurs);
  }

  private static Expression at(Expression expression, int trial) {
    return Trees.substitute(
        expression, variable -> new Rational(Fraction.of(number(variable, trial))));
  }

  /// Returns a small number, or a larger one for the letters that ask for it; in every third trial
  /// any.
  private static long number(Expression variable, int trial) {
    String name = variable instanceof Variable(String text) ? text : "";
    long hash = Trees.mix(name.hashCode() * 31L + trial);
    if (trial % 3 == 2) {
      return 1 + Math.floorMod(hash, 14L);
    }
    return LARGE.contains(name) ? 8 + trial / 3 + Math.floorMod(hash, 9L) : Math.floorMod(hash, 7L);
  }
}
