package assay.engine.template;

import java.util.List;

/// The tokens as a parser consumes them.
final class TokenStream {
  /// Brackets and blocks nested deeper than any template; the parser's own recursion stays well
  /// within a thread's stack.
  private static final int DEEPEST = 100;

  private final List<Token> tokens;
  private int position;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(position);
  }

  Token lookAhead() {
    return tokens.get(Math.min(position + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = current();
    position = Math.min(position + 1, tokens.size() - 1);
    return token;
  }

  boolean skipOperator(String operator) {
    boolean found = current().isOperator(operator);
    if (found) {
      next();
    }
    return found;
  }

  boolean skipName(String name) {
    boolean found = current().isName(name);
    if (found) {
      next();
    }
    return found;
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw failure("expected '" + operator + "', found " + current().describe());
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw failure("expected '" + name + "', found " + current().describe());
    }
  }

  Token expect(Token.Kind kind, String what) {
    if (current().kind() != kind) {
      throw failure("expected " + what + ", found " + current().describe());
    }
    return next();
  }

  void enter() {
    depth++;
    if (depth > DEEPEST) {
      throw failure("nested more than " + DEEPEST + " levels deep");
    }
  }

  void leave() {
    depth--;
  }

  TemplateException failure(String reason) {
    return new TemplateException(current().line(), reason);
  }
}
