package assay.engine.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// Filters on what can be iterated, and on any value.
final class ListFilters {
  private ListFilters() {}

  static Value length(Value input, Arguments arguments) {
    arguments.positional("len", 0, 0);
    int length =
        Iteration.length(input)
            .orElseThrow(
                () ->
                    new EvaluationException(
                        "object of type '" + input.typeName() + "' has no len()"));
    return NumberValue.Int.of(length);
  }

  static Value list(Value input, Arguments arguments) {
    arguments.bind("list", 0);
    return new SequenceValue.ListValue(Iteration.list(input));
  }

  static Value items(Value input, Arguments arguments) {
    arguments.bind("items", 0);
    return switch (input) {
      case UndefinedValue _ -> IteratorValue.generator(Collections.emptyIterator());
      case DictValue dict -> IteratorValue.generator(DictView.pairs(dict).iterator());
      default -> throw new EvaluationException("Can only get item pairs from a mapping.");
    };
  }

  static Value otherwise(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("default", 0, "default_value", "boolean");
    boolean replaced =
        input instanceof UndefinedValue || (bound.flag("boolean") && !Truth.of(input));
    return replaced ? bound.optional("default_value").orElse(TextValue.EMPTY) : input;
  }

  static Value attr(Value input, Arguments arguments) {
    Value name = arguments.bind("attr", 1, "name").get("name");
    String attribute = TextMethods.text("attr", name).text();
    if (input instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    return Members.of(input, attribute)
        .orElseGet(
            () ->
                new UndefinedValue(
                    "'" + input.typeName() + " object' has no attribute '" + attribute + "'"));
  }

  static Value first(Value input, Arguments arguments) {
    arguments.bind("first", 0);
    Iterator<Value> items = Iteration.iterate(input);
    return items.hasNext()
        ? items.next()
        : new UndefinedValue("No first item, sequence was empty.");
  }

  static Value last(Value input, Arguments arguments) {
    arguments.bind("last", 0);
    requireReversible(input);
    List<Value> items = Iteration.list(input);
    return items.isEmpty()
        ? new UndefinedValue("No last item, sequence was empty.")
        : items.getLast();
  }

  private static void requireReversible(Value input) {
    if (!Iteration.isReversible(input)) {
      throw new EvaluationException("'" + input.typeName() + "' object is not reversible");
    }
  }

  static Value reverse(Value input, Arguments arguments) {
    arguments.bind("reverse", 0);
    if (input instanceof TextValue text) {
      return Slices.slice(text, NoneValue.NONE, NoneValue.NONE, NumberValue.Int.of(-1));
    }
    List<Value> reversed = new ArrayList<>(Iteration.list(input));
    Collections.reverse(reversed);
    return Iteration.isReversible(input)
        ? new IteratorValue("reverse iterator", reversed.iterator())
        : new SequenceValue.ListValue(reversed);
  }

  static Value batch(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("batch", 1, "linecount", "fill_with");
    int size = bound.whole("linecount", 0);
    List<Value> rows = new ArrayList<>();
    List<Value> row = new ArrayList<>();
    for (Value item : Iteration.list(input)) {
      if (row.size() == size) {
        rows.add(new SequenceValue.ListValue(row));
        row.clear();
      }
      row.add(item);
    }
    if (!row.isEmpty()) {
      CodePoints.checkLength(size);
      bound.unlessNone("fill_with").ifPresent(fill -> fill(row, size, fill));
      rows.add(new SequenceValue.ListValue(row));
    }
    return IteratorValue.generator(rows.iterator());
  }

  private static void fill(List<Value> row, int size, Value fill) {
    while (row.size() < size) {
      row.add(fill);
    }
  }

  static Value slice(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("slice", 1, "slices", "fill_with");
    int slices = bound.whole("slices", 0);
    if (slices == 0) {
      throw new EvaluationException("division by zero");
    }
    CodePoints.checkLength(slices);
    List<Value> items = Iteration.list(input);
    int longer = Math.floorMod(items.size(), slices);
    List<Value> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < slices; i++) {
      int end = start + items.size() / slices + (i < longer ? 1 : 0);
      List<Value> part = new ArrayList<>(items.subList(start, end));
      if (i >= longer) {
        bound.unlessNone("fill_with").ifPresent(part::add);
      }
      parts.add(new SequenceValue.ListValue(part));
      start = end;
    }
    return IteratorValue.generator(parts.iterator());
  }
}
