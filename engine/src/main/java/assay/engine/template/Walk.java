package assay.engine.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Visits the parts of an expression without recursion, so that a chain of any length is safe.
final class Walk {
  private Walk() {}

  /// Visits the expression and all that it is made of, each before its parts.
  static void visit(Expression root, Consumer<Expression> visitor) {
    Deque<Expression> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Expression expression = open.pop();
      visitor.accept(expression);
      children(expression).reversed().forEach(open::push);
    }
  }

  /// The direct parts of an expression, in the order in which they are written.
  static List<Expression> children(Expression expression) {
    List<Expression> parts = new ArrayList<>();
    switch (expression) {
      case Expression.Literal _, Expression.Name _ -> {}
      case Expression.TupleDisplay tuple -> parts.addAll(tuple.items());
      case Expression.ListDisplay list -> parts.addAll(list.items());
      case Expression.DictDisplay dict ->
          dict.entries().forEach(pair -> parts.addAll(List.of(pair.key(), pair.value())));
      case Expression.Attribute attribute -> parts.add(attribute.target());
      case Expression.Item item -> parts.addAll(List.of(item.target(), item.key()));
      case Expression.Slice slice -> {
        parts.add(slice.target());
        slice.start().ifPresent(parts::add);
        slice.stop().ifPresent(parts::add);
        slice.step().ifPresent(parts::add);
      }
      case Expression.Call call -> {
        parts.add(call.target());
        addArguments(parts, call.arguments());
      }
      case Expression.Filter filter -> {
        filter.input().ifPresent(parts::add);
        addArguments(parts, filter.arguments());
      }
      case Expression.Test test -> {
        parts.add(test.input());
        addArguments(parts, test.arguments());
      }
      case Expression.Not not -> parts.add(not.operand());
      case Expression.Negative negative -> parts.add(negative.operand());
      case Expression.Positive positive -> parts.add(positive.operand());
      case Expression.And and -> parts.addAll(List.of(and.left(), and.right()));
      case Expression.Or or -> parts.addAll(List.of(or.left(), or.right()));
      case Expression.Binary binary -> parts.addAll(List.of(binary.left(), binary.right()));
      case Expression.Concatenation concatenation -> parts.addAll(concatenation.parts());
      case Expression.Comparisons comparisons -> {
        parts.add(comparisons.first());
        comparisons.rest().forEach(operand -> parts.add(operand.value()));
      }
      case Expression.Conditional conditional -> {
        parts.addAll(List.of(conditional.test(), conditional.value()));
        conditional.otherwise().ifPresent(parts::add);
      }
    }
    return parts;
  }

  private static void addArguments(List<Expression> parts, Expression.CallArguments arguments) {
    parts.addAll(arguments.positional());
    arguments.named().forEach(keyword -> parts.add(keyword.value()));
    arguments.spreadList().ifPresent(parts::add);
    arguments.spreadDict().ifPresent(parts::add);
  }
}
