package assay.engine.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parses what expressions are made of: names, literals, and displays of tuples, lists and dicts.
final class PrimaryParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;

  PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /// A name, a literal, or what brackets enclose.
  Expression primary() {
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

  static Expression integer(Token token) {
    Optional<BigInteger> value = Numbers.parseInt(token.text(), 0);
    return new Expression.Literal(token.line(), new NumberValue.Int(value.orElseThrow()));
  }

  private Expression display() {
    Token token = tokens.current();
    if (tokens.skipOperator("(")) {
      Expression value = expressions.parenthesized();
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
      items.add(expressions.expression());
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
      Expression key = expressions.expression();
      tokens.expectOperator(":");
      entries.add(new Expression.Pair(key, expressions.expression()));
      if (!tokens.skipOperator(",")) {
        break;
      }
    }
    tokens.expectOperator("}");
    return new Expression.DictDisplay(line, entries);
  }
}
