package assay.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parses what follows a value: attributes, items, calls, filters and tests.
final class SuffixParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final PrimaryParser primaries;

  SuffixParser(TokenStream tokens, ExpressionParser expressions, PrimaryParser primaries) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.primaries = primaries;
  }

  /// Attributes, items and calls behind a value.
  Expression postfix(Expression start) {
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
      return new Expression.Item(line, target, PrimaryParser.integer(tokens.next()));
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
      keys.add(expressions.expression());
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
    return absent ? Optional.empty() : Optional.of(expressions.expression());
  }

  /// Filters, tests and calls behind a value.
  Expression filters(Expression start) {
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
    Expression argument = postfix(primaries.primary());
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
        spreadList = Optional.of(expressions.expression());
      } else if (tokens.skipOperator("**")) {
        spreadDict = Optional.of(expressions.expression());
      } else if (tokens.current().kind() == Token.Kind.NAME && tokens.lookAhead().isOperator("=")) {
        named.add(keyword(named));
      } else if (named.isEmpty() && spreadList.isEmpty()) {
        positional.add(expressions.expression());
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
    return new Expression.Keyword(name, expressions.expression());
  }
}
