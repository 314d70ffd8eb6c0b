package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.algebra.Trees;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a question asks for, said before the value: `m+n=12`, `n(A)=12`, `|A|=12`.
///
/// Only beside a bare number, and only where no name is one of a coordinate or unknown, for
/// `x+y=12` is an equation.
final class Tags {
  private static final int MAX_PARTS = 200;
  private static final Set<String> UNKNOWNS =
      Set.of("x", "y", "z", "t", "r", "s", "u", "v", "w", "theta", "rho", "phi");

  private Tags() {}

  /// Returns the number that the relation says a tag has.
  static Optional<Expression> value(Relation relation, Expression bare) {
    List<Expression> sides = relation.operands();
    boolean number =
        isNumber(bare)
            && relation.signs().equals(List.of(Sign.EQUAL))
            && isNumber(sides.getLast())
            && isTag(sides.getFirst());
    return number ? Optional.of(sides.getLast()) : Optional.empty();
  }

  private static boolean isNumber(Expression expression) {
    return !(expression instanceof Structure)
        && Trees.isConstant(expression, new Budget(MAX_PARTS * 50L));
  }

  private static boolean isTag(Expression expression) {
    return !isNumber(expression) && isTagPart(expression);
  }

  private static boolean isTagPart(Expression expression) {
    return switch (expression) {
      case Rational _ -> true;
      case Variable(String name) ->
          !UNKNOWNS.contains(name) && !UNKNOWNS.contains(name.split("_", 2)[0]);
      case Sum(List<Expression> terms) -> terms.stream().allMatch(Tags::isTagPart);
      case Product(List<Expression> factors) -> factors.stream().allMatch(Tags::isTagPart);
      case Negation(Expression operand) -> isTagPart(operand);
      case Quotient(Expression over, Expression under) -> isTagPart(over) && isTagPart(under);
      case Call(String function, List<Expression> arguments) ->
          (function.equals(Functions.ABS) || !Functions.hasMeaning(function))
              && arguments.stream().allMatch(Tags::isTagPart);
      case Expression other -> false;
    };
  }
}
