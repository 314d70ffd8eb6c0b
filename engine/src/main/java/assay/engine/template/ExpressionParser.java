package assay.engine.template;

import java.math.BigInteger;
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

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
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
      value = primary();
    }
    value = postfix(value);
    return withFilters ? filters(value) : value;
  }

  private Expression signed() {
    tokens.enter();
    Expression operand = unary(false);
    tokens.leave();
    return operand;
  }

  private Expression primary() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case NAME -> name();
      case STRING -> strings();
      case INTEGER -> integer(tokens.next());
      case FLOAT -> {
        tokens.next();
        yield new Expression.Literal(
            token.line(), new NumberValue.Real(Double.parseDouble(token.text())));
      }
      case OPERATOR -> display();
      case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, END ->
          throw tokens.failure("unexpected " + token.describe());
    };
  }

  private Expression name() {
    Token token = tokens.next();
    return switch (token.text()) {
      case "true", "True" -> new Expression.Literal(token.line(), NumberValue.Bool.TRUE);
      case "false", "False" -> new Expression.Literal(token.line(), NumberValue.Bool.FALSE);
      case "none", "None" -> new Expression.Literal(token.line(), NoneValue.NONE);
      default -> new Expression.Name(token.line(), token.text());
    };
  }

  /// Adjacent strings are one string.
  private Expression strings() {
    int line = tokens.current().line();
    StringBuilder text = new StringBuilder();
    while (tokens.current().kind() == Token.Kind.STRING) {
      text.append(tokens.next().text());
    }
    return new Expression.Literal(line, TextValue.of(text.toString()));
  }

  private static Expression integer(Token token) {
    Optional<BigInteger> value = Numbers.parseInt(token.text(), 0);
    return new Expression.Literal(token.line(), new NumberValue.Int(value.orElseThrow()));
  }

  private Expression display() {
    Token token = tokens.current();
    if (tokens.skipOperator("(")) {
      Expression value = tuple(true, true);
      tokens.expectOperator(")");
      return value;
    }
    if (tokens.skipOperator("[")) {
      return new Expression.ListDisplay(token.line(), items("]"));
    }
    if (tokens.skipOperator("{")) {
      return dict(token.line());
    }
    throw tokens.failure("unexpected " + token.describe());
  }

  private List<Expression> items(String close) {
    List<Expression> items = new ArrayList<>();
    while (!tokens.current().isOperator(close)) {
      items.add(expression());
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    tokens.expectOperator(close);
    return items;
  }

  private Expression dict(int line) {
    List<Expression.Pair> entries = new ArrayList<>();
    while (!tokens.current().isOperator("}")) {
      Expression key = expression();
      tokens.expectOperator(":");
      entries.add(new Expression.Pair(key, expression()));
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    tokens.expectOperator("}");
    return new Expression.DictDisplay(line, entries);
  }

  private Expression postfix(Expression start) {
    Expression value = start;
    while (tokens.current().kind() == Token.Kind.OPERATOR) {
      int line = tokens.current().line();
      if (tokens.skipOperator(".")) {
        value = attribute(line, value);
      } else if (tokens.skipOperator("[")) {
        value = subscript(line, value);
      } else if (tokens.current().isOperator("(")) {
        value = new Expression.Call(line, value, arguments());
      } else {
        break;
      }
    }
    return value;
  }

  private Expression attribute(int line, Expression target) {
    Token token = tokens.current();
    if (token.kind() == Token.Kind.INTEGER) {
      return new Expression.Item(line, target, integer(tokens.next()));
    }
    return new Expression.Attribute(
        line, target, tokens.expect(Token.Kind.NAME, "a name or number").text());
  }

  private Expression subscript(int line, Expression target) {
    if (tokens.current().isOperator(":")) {
      return slice(line, target, Optional.empty());
    }
    List<Expression> keys = new ArrayList<>();
    do {
      keys.add(expression());
    } while (tokens.skipOperator(","));
    if (tokens.current().isOperator(":") && keys.size() == 1) {
      return slice(line, target, Optional.of(keys.getFirst()));
    }
    tokens.expectOperator("]");
    Expression key = keys.size() == 1 ? keys.getFirst() : new Expression.TupleDisplay(line, keys);
    return new Expression.Item(line, target, key);
  }

  private Expression slice(int line, Expression target, Optional<Expression> start) {
    tokens.expectOperator(":");
    Optional<Expression> stop = bound();
    Optional<Expression> step = tokens.skipOperator(":") ? bound() : Optional.empty();
    tokens.expectOperator("]");
    return new Expression.Slice(line, target, start, stop, step);
  }

  private Optional<Expression> bound() {
    boolean absent = tokens.current().isOperator(":") || tokens.current().isOperator("]");
    return absent ? Optional.empty() : Optional.of(expression());
  }

  /// Filters, tests and calls behind a value.
  private Expression filters(Expression start) {
    Expression value = start;
    while (true) {
      int line = tokens.current().line();
      if (tokens.skipOperator("|")) {
        value = filter(Optional.of(value));
      } else if (tokens.skipName("is")) {
        value = test(line, value);
      } else if (tokens.current().isOperator("(")) {
        value = new Expression.Call(line, value, arguments());
      } else {
        return value;
      }
    }
  }

  /// The filters of a block: `name(arguments)|name...`, the first of which gets the block's text.
  Expression.Filter filterChain() {
    Expression.Filter filter = filter(Optional.empty());
    while (tokens.skipOperator("|")) {
      filter = filter(Optional.of(filter));
    }
    return filter;
  }

  private Expression.Filter filter(Optional<Expression> input) {
    int line = tokens.current().line();
    String name = dottedName("the name of a filter");
    return new Expression.Filter(line, input, name, optionalArguments());
  }

  private String dottedName(String what) {
    StringBuilder name = new StringBuilder(tokens.expect(Token.Kind.NAME, what).text());
    while (tokens.skipOperator(".")) {
      name.append('.').append(tokens.expect(Token.Kind.NAME, what).text());
    }
    return name.toString();
  }

  private Expression.CallArguments optionalArguments() {
    return tokens.current().isOperator("(") ? arguments() : Expression.CallArguments.NONE;
  }

  private Expression test(int line, Expression input) {
    boolean negated = tokens.skipName("not");
    String name = dottedName("the name of a test");
    boolean bare = !tokens.current().isOperator("(") && startsArgument();
    Expression.CallArguments arguments = bare ? bareArgument() : optionalArguments();
    Expression test = new Expression.Test(line, input, name, arguments);
    return negated ? new Expression.Not(line, test) : test;
  }

  /// The one argument of a test without parentheses: `x is divisibleby 3`.
  private Expression.CallArguments bareArgument() {
    if (tokens.current().isName("is")) {
      throw tokens.failure("tests cannot be chained with 'is'");
    }
    tokens.enter();
    Expression argument = postfix(primary());
    tokens.leave();
    return new Expression.CallArguments(
        List.of(argument), List.of(), Optional.empty(), Optional.empty());
  }

  /// Whether the token can begin the one argument that a test takes without parentheses.
  private boolean startsArgument() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case STRING, INTEGER, FLOAT -> true;
      case NAME -> !token.isName("else") && !token.isName("or") && !token.isName("and");
      case OPERATOR -> token.isOperator("[") || token.isOperator("{");
      case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, END -> false;
    };
  }

  private Expression.CallArguments arguments() {
    tokens.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    List<Expression.Keyword> named = new ArrayList<>();
    Optional<Expression> spreadList = Optional.empty();
    Optional<Expression> spreadDict = Optional.empty();
    while (!tokens.current().isOperator(")")) {
      if (spreadDict.isPresent()) {
        throw tokens.failure("no argument can follow **");
      }
      if (tokens.current().isOperator("*") && spreadList.isEmpty()) {
        tokens.next();
        spreadList = Optional.of(expression());
      } else if (tokens.skipOperator("**")) {
        spreadDict = Optional.of(expression());
      } else if (tokens.current().kind() == Token.Kind.NAME && tokens.lookAhead().isOperator("=")) {
        named.add(keyword(named));
      } else if (named.isEmpty() && spreadList.isEmpty()) {
        positional.add(expression());
      } else {
        throw tokens.failure("a positional argument follows a named one");
      }
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    tokens.expectOperator(")");
    return new Expression.CallArguments(positional, named, spreadList, spreadDict);
  }

  private Expression.Keyword keyword(List<Expression.Keyword> others) {
    String name = tokens.next().text();
    if (others.stream().anyMatch(other -> other.name().equals(name))) {
      throw tokens.failure("the argument '" + name + "' is repeated");
    }
    tokens.next();
    return new Expression.Keyword(name, expression());
  }
}
