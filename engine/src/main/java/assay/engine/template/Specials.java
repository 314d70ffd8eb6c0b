package assay.engine.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which of a macro's implicit parameters `caller`, `kwargs` and `varargs` its body reads without
/// assigning them first.
///
/// Source: jinja2 3.1 `compiler.py`, `find_undeclared`.
record Specials(boolean caller, boolean kwargs, boolean varargs) {

  static Specials of(Statement.Block body) {
    Finder finder = new Finder();
    finder.block(body);
    return new Specials(
        finder.read.contains("caller"),
        finder.read.contains("kwargs"),
        finder.read.contains("varargs"));
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    if (caller) {
      names.add("caller");
    }
    if (kwargs) {
      names.add("kwargs");
    }
    if (varargs) {
      names.add("varargs");
    }
    return names;
  }

  /// Walks a body in the order of the text.
  private static final class Finder {
    private final Set<String> open = new HashSet<>(List.of("caller", "kwargs", "varargs"));
    private final Set<String> read = new HashSet<>();

    private void block(Statement.Block block) {
      block.statements().forEach(this::statement);
    }

    private void statement(Statement statement) {
      switch (statement) {
        case Statement.Text _, Statement.Break _, Statement.Continue _ -> {}
        case Statement.Print print -> expression(print.value());
        case Statement.If conditional -> {
          for (Statement.Branch branch : conditional.branches()) {
            expression(branch.test());
            branch.body().forEach(this::statement);
          }
          conditional.otherwise().forEach(this::statement);
        }
        case Statement.For loop -> {
          target(loop.target());
          expression(loop.iterable());
          block(loop.body());
          block(loop.otherwise());
          loop.filter().ifPresent(this::expression);
        }
        case Statement.Set set -> {
          target(set.target());
          expression(set.value());
        }
        case Statement.SetBlock set -> {
          target(set.target());
          set.filter().ifPresent(this::expression);
          block(set.body());
        }
        case Statement.With with -> {
          with.assignments().forEach(assignment -> target(assignment.target()));
          with.assignments().forEach(assignment -> expression(assignment.value()));
          block(with.body());
        }
        case Statement.FilterBlock block -> {
          block(block.body());
          expression(block.filter());
        }
        case Statement.Macro macro -> function(macro.signature(), macro.body());
        case Statement.CallBlock block -> {
          expression(block.call());
          function(block.signature(), block.body());
        }
        case Statement.Generation generation -> block(generation.body());
      }
    }

    private void function(Statement.Signature signature, Statement.Block body) {
      signature.names().forEach(open::remove);
      signature.defaults().forEach(this::expression);
      block(body);
    }

    private void target(Statement.Target target) {
      switch (target) {
        case Statement.Target.Variable variable -> open.remove(variable.name());
        case Statement.Target.Unpacking unpacking -> unpacking.parts().forEach(this::target);
        case Statement.Target.Member _ -> {}
      }
    }

    private void expression(Expression expression) {
      Walk.visit(
          expression,
          part -> {
            if (part instanceof Expression.Name name && open.contains(name.name())) {
              read.add(name.name());
            }
          });
    }
  }
}
