package assay.engine.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Parses the statements of a template.
///
/// Source: jinja2 3.1 `parser.py` and its extension `loopcontrols`; the tag `generation` is that of
/// Transformers.
final class Parser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private int loops;

  private Parser(List<Token> tokens) {
    this.tokens = new TokenStream(tokens);
    this.expressions = new ExpressionParser(this.tokens);
  }

  /// Parses a whole template.
  static Statement.Block parse(String source) {
    Parser parser = new Parser(Lexer.tokenize(source));
    return new Statement.Block(parser.statements(List.of()));
  }

  /// Parses up to one of the end tags, of which the name is then the current token, or up to the
  /// template's end.
  private List<Statement> statements(List<String> ends) {
    List<Statement> statements = new ArrayList<>();
    while (tokens.current().kind() != Token.Kind.END) {
      Token token = tokens.next();
      switch (token.kind()) {
        case DATA -> statements.add(new Statement.Text(token.line(), token.text()));
        case VARIABLE_BEGIN -> {
          statements.add(new Statement.Print(token.line(), expressions.tuple()));
          tokens.expect(Token.Kind.VARIABLE_END, "'}}'");
        }
        case BLOCK_BEGIN -> {
          if (tokens.current().kind() == Token.Kind.NAME
              && ends.contains(tokens.current().text())) {
            return statements;
          }
          statements.addAll(statement(ends));
          tokens.expect(Token.Kind.BLOCK_END, "'%}'");
        }
        case VARIABLE_END, BLOCK_END, NAME, STRING, INTEGER, FLOAT, OPERATOR, END ->
            throw new TemplateException(token.line(), "unexpected " + token.describe());
      }
    }
    if (!ends.isEmpty()) {
      throw tokens.failure("the template ends where " + String.join(" or ", ends) + " is expected");
    }
    return statements;
  }

  private List<Statement> statement(List<String> ends) {
    Token tag = tokens.expect(Token.Kind.NAME, "the name of a tag");
    int line = tag.line();
    tokens.enter();
    List<Statement> parsed =
        switch (tag.text()) {
          case "print" -> print(line);
          case "if" -> List.of(conditional(line));
          case "for" -> List.of(loop(line));
          case "break" -> List.of(loopControl(new Statement.Break(line)));
          case "continue" -> List.of(loopControl(new Statement.Continue(line)));
          case "set" -> List.of(set(line));
          case "with" -> List.of(with(line));
          case "filter" ->
              List.of(
                  new Statement.FilterBlock(line, expressions.filterChain(), body("endfilter")));
          case "macro" -> List.of(macro(line));
          case "call" -> List.of(callBlock(line));
          case "generation" ->
              List.of(new Statement.Generation(line, functionBody("endgeneration")));
          case "include", "import", "from", "extends", "block", "autoescape" ->
              throw new TemplateException(
                  line, "the tag '" + tag.text() + "' is not supported in chat templates");
          default -> throw new TemplateException(line, unknownTag(tag.text(), ends));
        };
    tokens.leave();
    return parsed;
  }

  private static String unknownTag(String name, List<String> ends) {
    String expected =
        ends.isEmpty() ? "" : "; the open block ends with " + String.join(" or ", ends);
    return "unknown tag '" + name + "'" + expected;
  }

  private List<Statement> print(int line) {
    List<Statement> prints = new ArrayList<>();
    while (tokens.current().kind() != Token.Kind.BLOCK_END) {
      if (!prints.isEmpty()) {
        tokens.expectOperator(",");
      }
      prints.add(new Statement.Print(line, expressions.expression()));
    }
    return prints;
  }

  private Statement conditional(int line) {
    List<Statement.Branch> branches = new ArrayList<>();
    do {
      Expression test = expressions.tupleWithoutCondition();
      branches.add(new Statement.Branch(test, inner("elif", "else", "endif")));
    } while (tokens.skipName("elif"));
    List<Statement> otherwise = tokens.skipName("else") ? inner("endif") : List.of();
    tokens.expectName("endif");
    return new Statement.If(line, branches, otherwise);
  }

  private Statement loop(int line) {
    Statement.Target target = target(false);
    refuseLoopAsTarget(target);
    tokens.expectName("in");
    Expression iterable = expressions.tupleWithoutCondition();
    Optional<Expression> filter =
        tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
    boolean recursive = tokens.skipName("recursive");
    loops++;
    Statement.Block body = new Statement.Block(inner("endfor", "else"));
    loops--;
    List<Statement> otherwise = tokens.skipName("else") ? inner("endfor") : List.of();
    tokens.expectName("endfor");
    return new Statement.For(
        line, target, iterable, filter, recursive, body, new Statement.Block(otherwise));
  }

  private static void refuseLoopAsTarget(Statement.Target target) {
    switch (target) {
      case Statement.Target.Variable variable -> {
        if (variable.name().equals("loop")) {
          throw new TemplateException(
              variable.line(), "the special variable 'loop' cannot be assigned to");
        }
      }
      case Statement.Target.Unpacking unpacking ->
          unpacking.parts().forEach(Parser::refuseLoopAsTarget);
      case Statement.Target.Member _ -> {}
    }
  }

  private Statement loopControl(Statement statement) {
    if (loops == 0) {
      throw new TemplateException(statement.line(), "break or continue outside a loop");
    }
    return statement;
  }

  private Statement set(int line) {
    Statement.Target target = target(true);
    if (loops > 0) {
      refuseLoopAsTarget(target);
    }
    if (tokens.skipOperator("=")) {
      return new Statement.Set(line, target, expressions.tuple());
    }
    Optional<Expression.Filter> filter =
        tokens.skipOperator("|") ? Optional.of(expressions.filterChain()) : Optional.empty();
    return new Statement.SetBlock(line, target, filter, body("endset"));
  }

  private Statement with(int line) {
    List<Statement.Assignment> assignments = new ArrayList<>();
    while (tokens.current().kind() != Token.Kind.BLOCK_END) {
      if (!assignments.isEmpty()) {
        tokens.expectOperator(",");
      }
      Statement.Target target = target(false);
      tokens.expectOperator("=");
      assignments.add(new Statement.Assignment(target, expressions.expression()));
    }
    return new Statement.With(line, assignments, body("endwith"));
  }

  private Statement macro(int line) {
    String name = assignableName();
    Statement.Signature signature = signature();
    return new Statement.Macro(line, name, signature, functionBody("endmacro"));
  }

  private Statement callBlock(int line) {
    Statement.Signature signature =
        tokens.current().isOperator("(") ? signature() : Statement.Signature.EMPTY;
    if (!(expressions.expression() instanceof Expression.Call call)) {
      throw new TemplateException(line, "the tag 'call' needs the call of a macro");
    }
    return new Statement.CallBlock(line, signature, call, functionBody("endcall"));
  }

  private Statement.Signature signature() {
    List<String> names = new ArrayList<>();
    List<Expression> defaults = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.current().isOperator(")")) {
      if (!names.isEmpty()) {
        tokens.expectOperator(",");
      }
      names.add(assignableName());
      if (tokens.skipOperator("=")) {
        defaults.add(expressions.expression());
      } else if (!defaults.isEmpty()) {
        throw tokens.failure("a parameter without a default follows one with a default");
      }
    }
    tokens.expectOperator(")");
    if (new HashSet<>(names).size() < names.size()) {
      throw tokens.failure("a parameter's name is repeated");
    }
    return new Statement.Signature(names, defaults);
  }

  private Statement.Block body(String end) {
    Statement.Block body = new Statement.Block(inner(end));
    tokens.expectName(end);
    return body;
  }

  /// As [#body], but a function of its own, from which no enclosing loop can be left.
  private Statement.Block functionBody(String end) {
    int outer = loops;
    loops = 0;
    Statement.Block body = body(end);
    loops = outer;
    return body;
  }

  private List<Statement> inner(String... ends) {
    // As in Python, a colon may stand at the end of a line that opens a block.
    tokens.skipOperator(":");
    tokens.expect(Token.Kind.BLOCK_END, "'%}'");
    return statements(List.of(ends));
  }

  private Statement.Target target(boolean members) {
    int line = tokens.current().line();
    List<Statement.Target> parts = new ArrayList<>();
    boolean comma = false;
    while (!atTargetEnd()) {
      parts.add(singleTarget(members));
      if (!tokens.skipOperator(",")) {
        break;
      }
      comma = true;
    }
    if (parts.isEmpty() && !comma) {
      throw tokens.failure("expected a variable, found " + tokens.current().describe());
    }
    return comma ? new Statement.Target.Unpacking(line, parts) : parts.getFirst();
  }

  private boolean atTargetEnd() {
    Token token = tokens.current();
    return token.kind() == Token.Kind.BLOCK_END || token.isOperator(")") || token.isOperator("=");
  }

  private Statement.Target singleTarget(boolean members) {
    int line = tokens.current().line();
    if (tokens.skipOperator("(")) {
      tokens.enter();
      // Only at the outermost level can an attribute of a namespace be assigned to.
      Statement.Target target = target(false);
      tokens.leave();
      tokens.expectOperator(")");
      return target;
    }
    String name = assignableName();
    if (members && tokens.skipOperator(".")) {
      return new Statement.Target.Member(
          line, name, tokens.expect(Token.Kind.NAME, "a name").text());
    }
    return new Statement.Target.Variable(line, name);
  }

  private String assignableName() {
    Token token = tokens.expect(Token.Kind.NAME, "a name");
    return switch (token.text()) {
      case "true", "false", "none", "True", "False", "None" ->
          throw new TemplateException(token.line(), "cannot assign to '" + token.text() + "'");
      default -> token.text();
    };
  }
}
