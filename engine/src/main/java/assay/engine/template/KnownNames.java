package assay.engine.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Refuses filters and tests that do not exist when a template is loaded. As in jinja2, those
/// directly under an `if` are only refused when they are reached, because templates test for them
/// first.
final class KnownNames {
  private KnownNames() {}

  static void check(Statement.Block template) {
    block(template);
  }

  private static void block(Statement.Block block) {
    block.statements().forEach(statement -> statement(statement, false));
  }

  private static void statement(Statement statement, boolean conditional) {
    switch (statement) {
      case Statement.Text _, Statement.Break _, Statement.Continue _ -> {}
      case Statement.Print print -> expression(print.value(), conditional);
      case Statement.If branches -> {
        for (Statement.Branch branch : branches.branches()) {
          branch.body().forEach(inner -> statement(inner, true));
        }
        branches.otherwise().forEach(inner -> statement(inner, true));
      }
      case Statement.For loop -> {
        expression(loop.iterable(), conditional);
        loop.filter().ifPresent(filter -> expression(filter, false));
        block(loop.body());
        block(loop.otherwise());
      }
      case Statement.Set set -> expression(set.value(), conditional);
      case Statement.SetBlock set -> {
        set.filter().ifPresent(filter -> expression(filter, false));
        block(set.body());
      }
      case Statement.With with -> {
        with.assignments().forEach(assignment -> expression(assignment.value(), conditional));
        block(with.body());
      }
      case Statement.FilterBlock filtered -> {
        expression(filtered.filter(), false);
        block(filtered.body());
      }
      case Statement.Macro macro -> {
        macro.signature().defaults().forEach(value -> expression(value, false));
        block(macro.body());
      }
      case Statement.CallBlock call -> {
        expression(call.call(), conditional);
        call.signature().defaults().forEach(value -> expression(value, false));
        block(call.body());
      }
      case Statement.Generation generation -> block(generation.body());
    }
  }

  private static void expression(Expression root, boolean conditional) {
    if (conditional) {
      return;
    }
    Deque<Expression> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Expression expression = open.pop();
      switch (expression) {
        case Expression.Conditional _ -> {
          continue;
        }
        case Expression.Filter filter when !Filters.isKnown(filter.name()) ->
            throw new TemplateException(filter.line(), Filters.unknown(filter.name()));
        case Expression.Test test when !Tests.isKnown(test.name()) ->
            throw new TemplateException(test.line(), Tests.unknown(test.name()));
        default -> {}
      }
      Walk.children(expression).forEach(open::push);
    }
  }
}
