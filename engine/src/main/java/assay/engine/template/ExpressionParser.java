package assay.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parses expressions with the precedence of jinja2, which differs from Python's: `**` binds to the
/// left and `~` between `+` and `*`.
///
/// Source: jinja2 3.1 `parser.py`.
final class ExpressionParser {
  private static final Map<String, Expression.Relation> RELATIONS =
      Map.of(
          "==", Expression.Relation.EQUAL,
          "!=", Expression.Relation.UNEQUAL,
          "<", Expression.Relation.LESS,
          "<=", Expression.Relation.LESS_OR_EQUAL,
          ">", Expression.Relation.GREATER,
          ">=", Expression.Relation.GREATER_OR_EQUAL);
  private static final Map<String, Expression.Operator> SUMS =
      Map.of("+", Expression.Operator.ADD, "-", Expression.Operator.SUBTRACT);
  private static final Map<String, Expression.Operator> PRODUCTS =
      Map.of(
          "*", Expression.Operator.MULTIPLY,
          "/", Expression.Operator.DIVIDE,
          "//", Expression.Operator.FLOOR_DIVIDE,
          "%", Expression.Operator.MODULO);

  private final TokenStream tokens;
  private final PrimaryParser primaries;
  private final SuffixParser suffixes;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
    this.primaries = new PrimaryParser(tokens, this);
    this.suffixes = new SuffixParser(tokens, this, primaries);
  }

  Expression expression() {
    tokens.enter();
    Expression value = or();
    while (tokens.current().isName("if")) {
      int line = tokens.next().line();
      Expression test = or();
      Optional<Expression> otherwise =
          tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
      value = new Expression.Conditional(line, test, value, otherwise);
    }
    tokens.leave();
    return value;
  }

  /// An expression or, with commas, a tuple without parentheses.
  Expression tuple() {
    return tuple(true, false);
  }

  /// What stands between parentheses, where an empty tuple is allowed.
  Expression parenthesized() {
    return tuple(true, true);
  }

  /// As [#tuple()], but `if` does not belong to it: the iterable of a loop, the condition of a
  /// branch.
  Expression tupleWithoutCondition() {
    return tuple(false, false);
  }

  private Expression tuple(boolean condition, boolean parentheses) {
    int line = tokens.current().line();
    List<Expression> items = new ArrayList<>();
    boolean comma = false;
    while (!atTupleEnd()) {
      items.add(condition ? expression() : nestedOr());
      if (!tokens.skipOperator(",")) {
        break;
      }
      comma = true;
    }
    if (!comma && items.size() == 1) {
      return items.getFirst();
    }
    if (items.isEmpty() && !parentheses) {
      throw tokens.failure("expected an expression, found " + tokens.current().describe());
    }
    return new Expression.TupleDisplay(line, items);
  }

  private Expression nestedOr() {
    tokens.enter();
    Expression value = or();
    tokens.leave();
    return value;
  }

  private boolean atTupleEnd() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case VARIABLE_END, BLOCK_END -> true;
      case OPERATOR -> token.isOperator(")");
      case DATA, VARIABLE_BEGIN, BLOCK_BEGIN, NAME, STRING, INTEGER, FLOAT, END -> false;
    };
  }

  private Expression or() {
    Expression left = and();
    while (tokens.current().isName("or")) {
      int line = tokens.next().line();
      left = new Expression.Or(line, left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.current().isName("and")) {
      int line = tokens.next().line();
      left = new Expression.And(line, left, not());
    }
    return left;
  }

  private Expression not() {
    if (!tokens.current().isName("not")) {
      return comparison();
    }
    int line = tokens.next().line();
    tokens.enter();
    Expression operand = not();
    tokens.leave();
    return new Expression.Not(line, operand);
  }

  private Expression comparison() {
    int line = tokens.current().line();
    Expression first = sum();
    List<Expression.Operand> rest = new ArrayList<>();
    for (Optional<Expression.Relation> relation = relation();
        relation.isPresent();
        relation = relation()) {
      rest.add(new Expression.Operand(relation.get(), sum()));
    }
    return rest.isEmpty() ? first : new Expression.Comparisons(line, first, rest);
  }

  private Optional<Expression.Relation> relation() {
    Token token = tokens.current();
    if (token.kind() == Token.Kind.OPERATOR && RELATIONS.containsKey(token.text())) {
      tokens.next();
      return Optional.of(RELATIONS.get(token.text()));
    }
    if (tokens.skipName("in")) {
      return Optional.of(Expression.Relation.IN);
    }
    if (token.isName("not") && tokens.lookAhead().isName("in")) {
      tokens.next();
      tokens.next();
      return Optional.of(Expression.Relation.NOT_IN);
    }
    return Optional.empty();
  }

  private Expression sum() {
    Expression left = concatenation();
    while (atOperator(SUMS)) {
      Token operator = tokens.next();
      left =
          new Expression.Binary(operator.line(), SUMS.get(operator.text()), left, concatenation());
    }
    return left;
  }

  private boolean atOperator(Map<String, Expression.Operator> operators) {
    Token token = tokens.current();
    return token.kind() == Token.Kind.OPERATOR && operators.containsKey(token.text());
  }

  private Expression concatenation() {
    int line = tokens.current().line();
    List<Expression> parts = new ArrayList<>(List.of(product()));
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.Concatenation(line, parts);
  }

  private Expression product() {
    Expression left = power();
    while (atOperator(PRODUCTS)) {
      Token operator = tokens.next();
      left = new Expression.Binary(operator.line(), PRODUCTS.get(operator.text()), left, power());
    }
    return left;
  }

  private Expression power() {
    Expression left = unary(true);
    while (tokens.current().isOperator("**")) {
      int line = tokens.next().line();
      left = new Expression.Binary(line, Expression.Operator.POWER, left, unary(true));
    }
    return left;
  }

  private Expression unary(boolean withFilters) {
    int line = tokens.current().line();
    Expression value;
    if (tokens.skipOperator("-")) {
      value = new Expression.Negative(line, signed());
    } else if (tokens.skipOperator("+")) {
      value = new Expression.Positive(line, signed());
    } else {
      value = primaries.primary();
    }
    value = suffixes.postfix(value);
    return withFilters ? suffixes.filters(value) : value;
  }

  private Expression signed() {
    tokens.enter();
    Expression operand = unary(false);
    tokens.leave();
    return operand;
  }

  /// The filters of a block: `name(arguments)|name...`, the first of which gets the block's text.
  Expression.Filter filterChain() {
    return suffixes.filterChain();
  }
}
