package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.algebra.Trees;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The two ways to define a function of one variable: `y = ...` and `f(x) = ...`.
final class Graphs {
  private static final int MAX_PARTS = 10_000;

  private Graphs() {}

  /// Returns whether one of the two says `y = ...` and the other `f(x) = ...`, with nothing but x
  /// on either right side, so that their right sides may be compared.
  static boolean same(Relation left, Relation right) {
    Optional<Expression> one = Relations.name(left);
    Optional<Expression> other = Relations.name(right);
    return one.isPresent()
        && other.isPresent()
        && (defines(one.get(), left, other.get(), right)
            || defines(other.get(), right, one.get(), left));
  }

  /// Returns the second of two definitions of the same function, such as `f(x) = 2x` and `f(t) =
  /// 2t`, with the arguments of the first; empty where they define no function with arguments that
  /// are names.
  static Optional<Relation> withArgumentsOf(Relation model, Relation other) {
    if (!(model.operands().getFirst() instanceof Call(String function, List<Expression> arguments))
        || !(other.operands().getFirst() instanceof Call(String same, List<Expression> others))
        || !function.equals(same)
        || Functions.hasMeaning(function)
        || arguments.size() != others.size()
        || !areNames(arguments)
        || !areNames(others)) {
      return Optional.empty();
    }
    Budget budget = new Budget(MAX_PARTS);
    boolean captured =
        arguments.stream()
            .filter(name -> !others.contains(name))
            .anyMatch(name -> Trees.occurs(other, name, budget));
    UnaryOperator<Expression> rename =
        name -> others.contains(name) ? arguments.get(others.indexOf(name)) : name;
    List<Expression> sides =
        other.operands().stream().map(side -> Trees.substitute(side, rename)).toList();
    return captured ? Optional.empty() : Optional.of(new Relation(sides, other.signs()));
  }

  private static boolean areNames(List<Expression> arguments) {
    return arguments.stream().allMatch(Variable.class::isInstance)
        && arguments.stream().distinct().count() == arguments.size();
  }

  private static boolean defines(
      Expression graph, Relation value, Expression function, Relation otherValue) {
    return graph.equals(new Variable("y"))
        && function instanceof Call(String name, List<Expression> arguments)
        && !name.equals(Functions.ABS)
        && arguments.size() == 1
        && arguments.getFirst() instanceof Variable variable
        && dependsOnlyOn(variable, value)
        && dependsOnlyOn(variable, otherValue);
  }

  private static boolean dependsOnlyOn(Variable variable, Relation relation) {
    Expression value = Relations.withoutName(relation).orElse(relation);
    Expression there =
        Trees.substitute(value, each -> each.equals(variable) ? new Rational(Fraction.ONE) : each);
    return Trees.isConstant(there, new Budget(MAX_PARTS));
  }
}
