package assay.engine.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Executes statements: writes text and sets variables. One interpreter serves one rendering, on
/// one thread.
final class Interpreter {

  /// How a list of statements ended.
  private enum Flow {
    NORMAL,
    BREAK,
    CONTINUE
  }

  private final Map<Statement.Block, Set<String>> hiddenNames;
  private final Budget budget;
  private final Evaluator evaluator;

  Interpreter(Map<Statement.Block, Set<String>> hiddenNames, Budget budget) {
    this.hiddenNames = hiddenNames;
    this.budget = budget;
    this.evaluator = new Evaluator(budget);
  }

  String render(Statement.Block template, Map<String, Value> context) {
    StringBuilder out = new StringBuilder();
    run(template, Scope.root(context, hiddenNames.get(template)), out);
    return out.toString();
  }

  private Flow run(Statement.Block block, Scope scope, StringBuilder out) {
    return run(block.statements(), scope, out);
  }

  private Flow run(List<Statement> statements, Scope scope, StringBuilder out) {
    for (Statement statement : statements) {
      Flow flow = runPlaced(statement, scope, out);
      if (flow != Flow.NORMAL) {
        return flow;
      }
    }
    return Flow.NORMAL;
  }

  private Flow runPlaced(Statement statement, Scope scope, StringBuilder out) {
    try {
      budget.enter();
      Flow flow = run(statement, scope, out);
      budget.checkOutput(out.length());
      budget.leave();
      return flow;
    } catch (EvaluationException failure) {
      throw TemplateException.at(statement.line(), failure);
    }
  }

  private Flow run(Statement statement, Scope scope, StringBuilder out) {
    switch (statement) {
      case Statement.Text text -> out.append(text.text());
      case Statement.Print print -> out.append(Texts.str(evaluator.evaluate(print.value(), scope)));
      case Statement.If conditional -> {
        return branch(conditional, scope, out);
      }
      case Statement.For loop -> {
        return loop(loop, scope, out);
      }
      case Statement.Break _ -> {
        return Flow.BREAK;
      }
      case Statement.Continue _ -> {
        return Flow.CONTINUE;
      }
      case Statement.Set set -> set(set, scope);
      case Statement.SetBlock set -> {
        return setBlock(set, scope);
      }
      case Statement.With with -> {
        return with(with, scope, out);
      }
      case Statement.FilterBlock block -> {
        return filterBlock(block, scope, out);
      }
      case Statement.Macro macro ->
          scope.set(macro.name(), macro(macro.name(), macro.signature(), macro.body(), scope));
      case Statement.CallBlock block -> out.append(Texts.str(callBlock(block, scope)));
      case Statement.Generation generation ->
          run(generation.body(), inner(generation.body(), scope), out);
    }
    return Flow.NORMAL;
  }

  private Scope inner(Statement.Block block, Scope scope) {
    return scope.inner(hiddenNames.get(block));
  }

  private Flow branch(Statement.If conditional, Scope scope, StringBuilder out) {
    for (Statement.Branch branch : conditional.branches()) {
      if (evaluator.isTrue(branch.test(), scope)) {
        return run(branch.body(), scope, out);
      }
    }
    return run(conditional.otherwise(), scope, out);
  }

  private Flow loop(Statement.For loop, Scope scope, StringBuilder out) {
    Value iterable = evaluator.evaluate(loop.iterable(), scope);
    return loop(loop, iterable, 0, scope, out);
  }

  private Flow loop(
      Statement.For loop, Value iterable, int depth0, Scope scope, StringBuilder out) {
    Value filtered =
        loop.filter().isPresent() ? filtered(loop, loop.filter().get(), iterable, scope) : iterable;
    LoopValue state =
        new LoopValue(
            filtered, Iteration.iterate(filtered), depth0, recursion(loop, depth0, scope));
    boolean completed = false;
    while (state.hasNext()) {
      Scope body = inner(loop.body(), scope);
      assign(loop.target(), state.next(), body);
      body.set("loop", state);
      Flow flow = run(loop.body(), body, out);
      if (flow == Flow.BREAK) {
        break;
      }
      completed |= flow == Flow.NORMAL;
    }
    // jinja2 notes an iteration at the end of its body, so one that only continues counts as none.
    return completed ? Flow.NORMAL : run(loop.otherwise(), inner(loop.otherwise(), scope), out);
  }

  /// The items for which the loop's own `if` holds, decided as the loop reaches them.
  private Value filtered(Statement.For loop, Expression filter, Value iterable, Scope scope) {
    Iterator<Value> items = Iteration.iterate(iterable);
    return IteratorValue.generator(
        new FilteredItems(
            items,
            item -> {
              Scope test = scope.inner(Set.of());
              assign(loop.target(), item, test);
              return evaluator.isTrue(filter, test);
            }));
  }

  private Optional<Function<Value, Value>> recursion(Statement.For loop, int depth0, Scope scope) {
    if (!loop.recursive()) {
      return Optional.empty();
    }
    return Optional.of(
        iterable -> {
          StringBuilder text = new StringBuilder();
          loop(loop, iterable, depth0 + 1, scope, text);
          return TextValue.of(text.toString());
        });
  }

  private void assign(Statement.Target target, Value value, Scope scope) {
    switch (target) {
      case Statement.Target.Variable variable -> scope.set(variable.name(), value);
      case Statement.Target.Member member ->
          namespace(member, scope).put(member.attribute(), value);
      case Statement.Target.Unpacking unpacking -> {
        List<Value> values = Iteration.list(value);
        int expected = unpacking.parts().size();
        if (values.size() != expected) {
          throw new EvaluationException(
              "expected " + expected + " values to unpack, found " + values.size());
        }
        for (int i = 0; i < expected; i++) {
          assign(unpacking.parts().get(i), values.get(i), scope);
        }
      }
    }
  }

  private static NamespaceValue namespace(Statement.Target.Member member, Scope scope) {
    if (scope.get(member.namespace()) instanceof NamespaceValue namespace) {
      return namespace;
    }
    throw new EvaluationException("cannot assign attribute on non-namespace object");
  }

  private void set(Statement.Set set, Scope scope) {
    checkNamespaces(set.target(), scope);
    assign(set.target(), evaluator.evaluate(set.value(), scope), scope);
  }

  /// An assignment to what is no namespace fails before its value is evaluated.
  private static void checkNamespaces(Statement.Target target, Scope scope) {
    switch (target) {
      case Statement.Target.Member member -> namespace(member, scope);
      case Statement.Target.Unpacking unpacking ->
          unpacking.parts().forEach(part -> checkNamespaces(part, scope));
      case Statement.Target.Variable _ -> {}
    }
  }

  private Flow setBlock(Statement.SetBlock set, Scope scope) {
    StringBuilder text = new StringBuilder();
    Scope body = inner(set.body(), scope);
    Flow flow = run(set.body(), body, text);
    if (flow == Flow.NORMAL) {
      Value value = TextValue.of(text.toString());
      Value result =
          set.filter().isPresent() ? evaluator.filterText(set.filter().get(), value, body) : value;
      assign(set.target(), result, scope);
    }
    return flow;
  }

  private Flow with(Statement.With with, Scope scope, StringBuilder out) {
    Scope body = inner(with.body(), scope);
    for (Statement.Assignment assignment : with.assignments()) {
      assign(assignment.target(), evaluator.evaluate(assignment.value(), scope), body);
    }
    return run(with.body(), body, out);
  }

  private Flow filterBlock(Statement.FilterBlock block, Scope scope, StringBuilder out) {
    StringBuilder text = new StringBuilder();
    Scope body = inner(block.body(), scope);
    Flow flow = run(block.body(), body, text);
    if (flow == Flow.NORMAL) {
      out.append(
          Texts.str(evaluator.filterText(block.filter(), TextValue.of(text.toString()), body)));
    }
    return flow;
  }

  private MacroValue macro(
      String name, Statement.Signature signature, Statement.Block body, Scope scope) {
    Specials specials = Specials.of(body);
    MacroArguments parameters = new MacroArguments(name, signature, specials);
    return new MacroValue(
        name,
        signature.names(),
        specials,
        arguments -> {
          budget.enter();
          Scope inner = inner(body, scope);
          parameters.declare(arguments, inner, evaluator);
          StringBuilder text = new StringBuilder();
          run(body, inner, text);
          budget.leave();
          return TextValue.of(text.toString());
        });
  }

  private Value callBlock(Statement.CallBlock block, Scope scope) {
    MacroValue caller = macro("", block.signature(), block.body(), scope);
    Value target = evaluator.evaluate(block.call().target(), scope);
    Arguments written = evaluator.arguments(block.call().arguments(), scope);
    Map<String, Value> named = new LinkedHashMap<>(written.named());
    if (named.put("caller", caller) != null) {
      throw new EvaluationException("the argument 'caller' of a call block is given twice");
    }
    return Evaluator.call(target, new Arguments(new ArrayList<>(written.positional()), named));
  }
}
