package assay.engine.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evaluates expressions and adds their line to what goes wrong in them.
final class Evaluator {
  private final Budget budget;

  Evaluator(Budget budget) {
    this.budget = budget;
  }

  Value evaluate(Expression expression, Scope scope) {
    try {
      budget.enter();
      Value value = dispatch(expression, scope);
      budget.yielded(value);
      budget.leave();
      return value;
    } catch (EvaluationException failure) {
      throw TemplateException.at(expression.line(), failure);
    }
  }

  boolean isTrue(Expression expression, Scope scope) {
    return Truth.of(evaluate(expression, scope));
  }

  private Value dispatch(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Literal literal -> literal.value();
      case Expression.Name name -> scope.get(name.name());
      case Expression.TupleDisplay tuple -> new SequenceValue.TupleValue(all(tuple.items(), scope));
      case Expression.ListDisplay list -> new SequenceValue.ListValue(all(list.items(), scope));
      case Expression.DictDisplay dict -> dict(dict, scope);
      case Expression.Attribute attribute ->
          Attributes.attribute(evaluate(attribute.target(), scope), attribute.name());
      case Expression.Item item ->
          Attributes.item(evaluate(item.target(), scope), evaluate(item.key(), scope));
      case Expression.Slice slice ->
          Slices.slice(
              evaluate(slice.target(), scope),
              bound(slice.start(), scope),
              bound(slice.stop(), scope),
              bound(slice.step(), scope));
      case Expression.Call call ->
          call(evaluate(call.target(), scope), arguments(call.arguments(), scope));
      case Expression.Filter filter -> filter(filter, scope);
      case Expression.Test test ->
          NumberValue.Bool.of(
              Tests.apply(
                  test.name(), evaluate(test.input(), scope), arguments(test.arguments(), scope)));
      case Expression.Not not -> NumberValue.Bool.of(!isTrue(not.operand(), scope));
      case Expression.Negative negative -> Arithmetic.negate(evaluate(negative.operand(), scope));
      case Expression.Positive positive -> Arithmetic.plus(evaluate(positive.operand(), scope));
      case Expression.And and -> {
        Value left = evaluate(and.left(), scope);
        yield Truth.of(left) ? evaluate(and.right(), scope) : left;
      }
      case Expression.Or or -> {
        Value left = evaluate(or.left(), scope);
        yield Truth.of(left) ? left : evaluate(or.right(), scope);
      }
      case Expression.Binary binary ->
          Arithmetic.apply(
              binary.operator(), evaluate(binary.left(), scope), evaluate(binary.right(), scope));
      case Expression.Concatenation concatenation -> concatenate(concatenation, scope);
      case Expression.Comparisons comparisons -> NumberValue.Bool.of(compare(comparisons, scope));
      case Expression.Conditional conditional -> conditional(conditional, scope);
    };
  }

  private List<Value> all(List<Expression> expressions, Scope scope) {
    List<Value> values = new ArrayList<>(expressions.size());
    expressions.forEach(expression -> values.add(evaluate(expression, scope)));
    return values;
  }

  private Value dict(Expression.DictDisplay display, Scope scope) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    for (Expression.Pair pair : display.entries()) {
      Value key = DictValue.key(evaluate(pair.key(), scope));
      entries.put(key, evaluate(pair.value(), scope));
    }
    return new DictValue(entries);
  }

  private Value bound(Optional<Expression> bound, Scope scope) {
    return bound.isPresent() ? evaluate(bound.get(), scope) : NoneValue.NONE;
  }

  /// Applies a filter to its input as written.
  private Value filter(Expression.Filter filter, Scope scope) {
    Value input = evaluate(filter.input().orElseThrow(), scope);
    return Filters.apply(filter.name(), input, arguments(filter.arguments(), scope));
  }

  /// Applies the filters of a block to the text of the block.
  Value filterText(Expression.Filter filter, Value text, Scope scope) {
    try {
      budget.enter();
      Value input =
          filter.input().isPresent() && filter.input().get() instanceof Expression.Filter inner
              ? filterText(inner, text, scope)
              : text;
      Value value = Filters.apply(filter.name(), input, arguments(filter.arguments(), scope));
      budget.leave();
      return value;
    } catch (EvaluationException failure) {
      throw TemplateException.at(filter.line(), failure);
    }
  }

  private Value concatenate(Expression.Concatenation concatenation, Scope scope) {
    StringBuilder text = new StringBuilder();
    for (Expression part : concatenation.parts()) {
      text.append(Texts.str(evaluate(part, scope)));
      CodePoints.checkLength(text.length());
    }
    return TextValue.of(text.toString());
  }

  private boolean compare(Expression.Comparisons comparisons, Scope scope) {
    Value left = evaluate(comparisons.first(), scope);
    for (Expression.Operand operand : comparisons.rest()) {
      Value right = evaluate(operand.value(), scope);
      if (!ValueComparison.holds(operand.relation(), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private Value conditional(Expression.Conditional conditional, Scope scope) {
    if (isTrue(conditional.test(), scope)) {
      return evaluate(conditional.value(), scope);
    }
    return conditional.otherwise().isPresent()
        ? evaluate(conditional.otherwise().get(), scope)
        : new UndefinedValue(
            "the inline if-expression on line "
                + conditional.line()
                + " evaluated to false and no else section was defined");
  }

  /// Evaluates the arguments of a call, spreading `*list` and `**dict`.
  Arguments arguments(Expression.CallArguments written, Scope scope) {
    List<Value> positional = all(written.positional(), scope);
    Map<String, Value> named = new LinkedHashMap<>();
    for (Expression.Keyword keyword : written.named()) {
      named.put(keyword.name(), evaluate(keyword.value(), scope));
    }
    if (written.spreadList().isPresent()) {
      positional.addAll(Iteration.list(evaluate(written.spreadList().get(), scope)));
    }
    if (written.spreadDict().isPresent()) {
      spread(evaluate(written.spreadDict().get(), scope), named);
    }
    return new Arguments(positional, named);
  }

  private static void spread(Value value, Map<String, Value> named) {
    if (!(value instanceof DictValue dict)) {
      throw new EvaluationException("argument after ** must be a mapping, not " + value.typeName());
    }
    dict.entries()
        .forEach(
            (key, argument) -> {
              if (!(key instanceof TextValue name)) {
                throw new EvaluationException("keywords must be strings");
              }
              if (named.putIfAbsent(name.text(), argument) != null) {
                throw new EvaluationException(
                    "got multiple values for keyword argument '" + name.text() + "'");
              }
            });
  }

  /// Calls what can be called.
  static Value call(Value target, Arguments arguments) {
    return switch (target) {
      case FunctionValue function -> function.body().apply(arguments);
      case MacroValue macro -> macro.body().apply(arguments);
      case LoopValue loop -> loop.recurse(arguments.positional("loop", 1, 1).getFirst());
      case ToolValue.Joiner joiner -> {
        arguments.positional("joiner", 0, 0);
        yield joiner.next();
      }
      case UndefinedValue undefined -> throw undefined.failure();
      case NoneValue _,
          NumberValue _,
          TextValue _,
          SequenceValue _,
          RangeValue _,
          DictValue _,
          DictView _,
          IteratorValue _,
          NamespaceValue _,
          ToolValue.Cycler _ ->
          throw new EvaluationException("'" + target.typeName() + "' object is not callable");
    };
  }
}
