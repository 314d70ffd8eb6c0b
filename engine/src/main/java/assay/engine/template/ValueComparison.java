package assay.engine.template;

import java.util.List;

/// Python's comparison operators; equality itself is [Object#equals] of the values.
final class ValueComparison {
  private ValueComparison() {}

  static boolean holds(Expression.Relation relation, Value left, Value right) {
    return switch (relation) {
      case EQUAL -> left.equals(right);
      case UNEQUAL -> !left.equals(right);
      case LESS -> ordered(left, right, "<") && compare(left, right, "<") < 0;
      case LESS_OR_EQUAL -> ordered(left, right, "<=") && compare(left, right, "<=") <= 0;
      case GREATER -> ordered(left, right, ">") && compare(left, right, ">") > 0;
      case GREATER_OR_EQUAL -> ordered(left, right, ">=") && compare(left, right, ">=") >= 0;
      case IN -> contains(right, left);
      case NOT_IN -> !contains(right, left);
    };
  }

  /// A NaN is in no order with anything.
  private static boolean ordered(Value left, Value right, String operator) {
    boolean numbers = left instanceof NumberValue && right instanceof NumberValue;
    if (!numbers && !(left instanceof TextValue) && !(left instanceof SequenceValue)) {
      throw unordered(left, right, operator);
    }
    return !numbers || !(((NumberValue) left).isNaN() || ((NumberValue) right).isNaN());
  }

  /// Orders two values for sorting: numbers, strings by code points, sequences item by item.
  static int compare(Value left, Value right, String operator) {
    if (left instanceof NumberValue a && right instanceof NumberValue b) {
      return NumberValue.compare(a, b);
    }
    if (left instanceof TextValue a && right instanceof TextValue b) {
      return compareTexts(a.text(), b.text());
    }
    if (left instanceof SequenceValue a
        && right instanceof SequenceValue b
        && a.typeName().equals(b.typeName())) {
      return compareItems(a.items(), b.items(), operator);
    }
    throw unordered(left, right, operator);
  }

  private static EvaluationException unordered(Value left, Value right, String operator) {
    if (left instanceof UndefinedValue undefined) {
      return undefined.failure();
    }
    if (right instanceof UndefinedValue undefined) {
      return undefined.failure();
    }
    return new EvaluationException(
        "'"
            + operator
            + "' not supported between instances of '"
            + left.typeName()
            + "' and '"
            + right.typeName()
            + "'");
  }

  private static int compareItems(List<Value> left, List<Value> right, String operator) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (!left.get(i).equals(right.get(i))) {
        return compare(left.get(i), right.get(i), operator);
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compareTexts(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // Code points above U+FFFF come last, though their surrogates come before U+E000.
        boolean mixed = Character.isSurrogate(a) != Character.isSurrogate(b);
        return mixed ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /// Python's `item in container`.
  static boolean contains(Value container, Value item) {
    return switch (container) {
      case TextValue text -> {
        if (item instanceof TextValue part) {
          yield text.text().contains(part.text());
        }
        throw new EvaluationException(
            "'in <string>' requires string as left operand, not " + item.typeName());
      }
      case DictValue dict -> dict.entries().containsKey(DictValue.key(item));
      case SequenceValue sequence -> sequence.items().contains(item);
      case RangeValue _, DictView _, IteratorValue _, UndefinedValue _ -> {
        boolean found = false;
        for (var items = Iteration.iterate(container); items.hasNext() && !found; ) {
          found = items.next().equals(item);
        }
        yield found;
      }
      case NoneValue _,
          NumberValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ ->
          throw new EvaluationException(
              "argument of type '" + container.typeName() + "' is not iterable");
    };
  }
}
