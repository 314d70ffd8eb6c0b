package assay.engine.template;

import java.util.List;
import java.util.Optional;

/// What writes text or changes variables.
sealed interface Statement {

  /// Line in the template, from 1.
  int line();

  record Text(int line, String text) implements Statement {}

  /// `{{ value }}`.
  record Print(int line, Expression value) implements Statement {}

  record If(int line, List<Branch> branches, List<Statement> otherwise) implements Statement {}

  /// `if` or `elif` with its condition.
  record Branch(Expression test, List<Statement> body) {}

  /// `{% for target in iterable if filter recursive %}`.
  record For(
      int line,
      Target target,
      Expression iterable,
      Optional<Expression> filter,
      boolean recursive,
      Block body,
      Block otherwise)
      implements Statement {}

  record Break(int line) implements Statement {}

  record Continue(int line) implements Statement {}

  record Set(int line, Target target, Expression value) implements Statement {}

  /// `{% set target | filter %}body{% endset %}`.
  record SetBlock(int line, Target target, Optional<Expression.Filter> filter, Block body)
      implements Statement {}

  record With(int line, List<Assignment> assignments, Block body) implements Statement {}

  /// One variable of a `with`.
  record Assignment(Target target, Expression value) {}

  record FilterBlock(int line, Expression.Filter filter, Block body) implements Statement {}

  record Macro(int line, String name, Signature signature, Block body) implements Statement {}

  /// `{% call(parameters) macro(...) %}body{% endcall %}`.
  record CallBlock(int line, Signature signature, Expression.Call call, Block body)
      implements Statement {}

  /// `{% generation %}`, which marks what an assistant wrote and changes nothing.
  record Generation(int line, Block body) implements Statement {}

  /// The parameters of a macro; the last ones have defaults.
  record Signature(List<String> names, List<Expression> defaults) {
    static final Signature EMPTY = new Signature(List.of(), List.of());

    /// The default of the parameter with this index.
    Optional<Expression> defaultOf(int index) {
      int position = index - (names.size() - defaults.size());
      return position < 0 ? Optional.empty() : Optional.of(defaults.get(position));
    }
  }

  /// What can stand left of `=` or between `for` and `in`.
  sealed interface Target {
    int line();

    record Variable(int line, String name) implements Target {}

    /// `namespace.attribute`.
    record Member(int line, String namespace, String attribute) implements Target {}

    record Unpacking(int line, List<Target> parts) implements Target {}
  }

  /// Statements with a scope of their own; its identity is what [LocalNames] tells scopes apart by.
  final class Block {
    private final List<Statement> statements;

    Block(List<Statement> statements) {
      this.statements = List.copyOf(statements);
    }

    List<Statement> statements() {
      return statements;
    }
  }
}
