package assay.engine.template;

import java.util.List;
import java.util.Optional;

/// What evaluates to a value.
sealed interface Expression {

  /// Line in the template, from 1.
  int line();

  record Literal(int line, Value value) implements Expression {}

  record Name(int line, String name) implements Expression {}

  record TupleDisplay(int line, List<Expression> items) implements Expression {}

  record ListDisplay(int line, List<Expression> items) implements Expression {}

  record DictDisplay(int line, List<Pair> entries) implements Expression {}

  /// One entry of a dict display.
  record Pair(Expression key, Expression value) {}

  /// `target.name`.
  record Attribute(int line, Expression target, String name) implements Expression {}

  /// `target[key]`.
  record Item(int line, Expression target, Expression key) implements Expression {}

  /// `target[start:stop:step]`.
  record Slice(
      int line,
      Expression target,
      Optional<Expression> start,
      Optional<Expression> stop,
      Optional<Expression> step)
      implements Expression {}

  record Call(int line, Expression target, CallArguments arguments) implements Expression {}

  /// `input|name(arguments)`; without an input it is applied to the body of its block.
  record Filter(int line, Optional<Expression> input, String name, CallArguments arguments)
      implements Expression {}

  /// `input is name(arguments)`.
  record Test(int line, Expression input, String name, CallArguments arguments)
      implements Expression {}

  record Not(int line, Expression operand) implements Expression {}

  record Negative(int line, Expression operand) implements Expression {}

  record Positive(int line, Expression operand) implements Expression {}

  record And(int line, Expression left, Expression right) implements Expression {}

  record Or(int line, Expression left, Expression right) implements Expression {}

  record Binary(int line, Operator operator, Expression left, Expression right)
      implements Expression {}

  /// `a ~ b ~ c`.
  record Concatenation(int line, List<Expression> parts) implements Expression {}

  /// `first < second <= third`.
  record Comparisons(int line, Expression first, List<Operand> rest) implements Expression {}

  /// One further link of a chain of comparisons.
  record Operand(Relation relation, Expression value) {}

  /// `value if test else otherwise`.
  record Conditional(int line, Expression test, Expression value, Optional<Expression> otherwise)
      implements Expression {}

  /// The arguments of a call as written.
  record CallArguments(
      List<Expression> positional,
      List<Keyword> named,
      Optional<Expression> spreadList,
      Optional<Expression> spreadDict) {
    static final CallArguments NONE =
        new CallArguments(List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /// One argument with a name.
  record Keyword(String name, Expression value) {}

  enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    FLOOR_DIVIDE("//"),
    MODULO("%"),
    POWER("**");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }
  }

  enum Relation {
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IN,
    NOT_IN
  }
}
