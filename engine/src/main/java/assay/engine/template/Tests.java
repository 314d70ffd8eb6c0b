package assay.engine.template;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// The tests by name: what can stand behind `is`.
///
/// Source: jinja2 3.1 `tests.py`.
final class Tests {

  /// A test with the number of its arguments.
  private record Test(int arguments, BiPredicate<Value, Arguments> body) {}

  private static final Map<String, Test> TESTS =
      Map.ofEntries(
          plain("defined", value -> !(value instanceof UndefinedValue)),
          plain("undefined", UndefinedValue.class::isInstance),
          plain("none", NoneValue.class::isInstance),
          plain("boolean", NumberValue.Bool.class::isInstance),
          plain("true", value -> value instanceof NumberValue.Bool bool && bool.value()),
          plain("false", value -> value instanceof NumberValue.Bool bool && !bool.value()),
          plain("integer", NumberValue.Int.class::isInstance),
          plain("float", NumberValue.Real.class::isInstance),
          plain("number", NumberValue.class::isInstance),
          plain("string", TextValue.class::isInstance),
          plain("mapping", DictValue.class::isInstance),
          plain("sequence", Tests::isSequence),
          plain("iterable", Iteration::isIterable),
          plain("callable", Tests::isCallable),
          plain("escaped", value -> value instanceof TextValue text && text.markup()),
          plain("lower", value -> CharacterTests.test("islower", Texts.str(value))),
          plain("upper", value -> CharacterTests.test("isupper", Texts.str(value))),
          plain(
              "odd",
              value -> remainder(value, NumberValue.Int.of(2)).equals(NumberValue.Int.of(1))),
          plain(
              "even",
              value -> remainder(value, NumberValue.Int.of(2)).equals(NumberValue.Int.of(0))),
          plain("filter", value -> Filters.existsInJinja(Texts.str(DictValue.key(value)))),
          plain("test", value -> isKnown(Texts.str(DictValue.key(value)))),
          binary(
              "divisibleby",
              (value, other) -> remainder(value, other).equals(NumberValue.Int.of(0))),
          binary("sameas", Tests::isSame),
          binary("in", (value, other) -> ValueComparison.contains(other, value)),
          relation("==", Expression.Relation.EQUAL),
          relation("eq", Expression.Relation.EQUAL),
          relation("equalto", Expression.Relation.EQUAL),
          relation("!=", Expression.Relation.UNEQUAL),
          relation("ne", Expression.Relation.UNEQUAL),
          relation(">", Expression.Relation.GREATER),
          relation("gt", Expression.Relation.GREATER),
          relation("greaterthan", Expression.Relation.GREATER),
          relation(">=", Expression.Relation.GREATER_OR_EQUAL),
          relation("ge", Expression.Relation.GREATER_OR_EQUAL),
          relation("<", Expression.Relation.LESS),
          relation("lt", Expression.Relation.LESS),
          relation("lessthan", Expression.Relation.LESS),
          relation("<=", Expression.Relation.LESS_OR_EQUAL),
          relation("le", Expression.Relation.LESS_OR_EQUAL));

  private Tests() {}

  static boolean isKnown(String name) {
    return TESTS.containsKey(name);
  }

  static String unknown(String name) {
    return "no test named '"
        + name
        + "'; known are "
        + String.join(", ", new TreeSet<>(TESTS.keySet()));
  }

  static boolean apply(String name, Value value, Arguments arguments) {
    Test test = TESTS.get(name);
    if (test == null) {
      throw new EvaluationException(unknown(name));
    }
    int given = arguments.positional().size() + arguments.named().size();
    if (given != test.arguments()) {
      throw new EvaluationException(
          "the test '" + name + "' takes " + test.arguments() + " arguments (" + given + " given)");
    }
    return test.body().test(value, arguments);
  }

  private static Map.Entry<String, Test> plain(String name, Predicate<Value> body) {
    return Map.entry(name, new Test(0, (value, _) -> body.test(value)));
  }

  private static Map.Entry<String, Test> binary(String name, BiPredicate<Value, Value> body) {
    return Map.entry(
        name, new Test(1, (value, arguments) -> body.test(value, only(name, arguments))));
  }

  private static Map.Entry<String, Test> relation(String name, Expression.Relation relation) {
    return binary(name, (value, other) -> ValueComparison.holds(relation, value, other));
  }

  /// The one argument, which for these tests can also be given by its name.
  private static Value only(String name, Arguments arguments) {
    String parameter =
        switch (name) {
          case "divisibleby" -> "num";
          case "sameas" -> "other";
          case "in" -> "seq";
          default -> "";
        };
    return parameter.isEmpty()
        ? arguments.positional(name, 1, 1).getFirst()
        : arguments.bind(name, 1, parameter).get(parameter);
  }

  private static Value remainder(Value value, Value divisor) {
    return Arithmetic.apply(Expression.Operator.MODULO, value, divisor);
  }

  private static boolean isSequence(Value value) {
    return switch (value) {
      case TextValue _, SequenceValue _, RangeValue _, DictValue _, UndefinedValue _ -> true;
      case NoneValue _,
          NumberValue _,
          DictView _,
          IteratorValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ ->
          false;
    };
  }

  private static boolean isCallable(Value value) {
    return switch (value) {
      case FunctionValue _, MacroValue _, LoopValue _, ToolValue.Joiner _, UndefinedValue _ -> true;
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
          false;
    };
  }

  /// Python's `is`, for the values where it does not depend on how Python stores them.
  private static boolean isSame(Value value, Value other) {
    if (!value.equals(other) || !value.typeName().equals(other.typeName())) {
      return false;
    }
    return switch (value) {
      case NoneValue _, NumberValue.Bool _ -> true;
      // CPython keeps one object for each of the numbers from -5 to 256.
      case NumberValue.Int number
          when number.value().bitLength() < 8 && number.value().intValue() >= -5 ->
          true;
      case IteratorValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ ->
          true;
      case NumberValue _,
          TextValue _,
          SequenceValue _,
          RangeValue _,
          DictValue _,
          DictView _,
          UndefinedValue _ ->
          throw new EvaluationException(
              "sameas on equal '" + value.typeName() + "' objects is not supported; use ==");
    };
  }
}
