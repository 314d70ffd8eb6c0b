package assay.engine.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/// Python's `iter`, `len`, `list` and `reversed`.
final class Iteration {
  private Iteration() {}

  static Iterator<Value> iterate(Value value) {
    return switch (value) {
      case TextValue text -> characters(text.text()).iterator();
      case SequenceValue sequence -> sequence.items().iterator();
      case RangeValue range -> range.items().iterator();
      case DictValue dict -> dict.entries().keySet().iterator();
      case DictView view -> view.items().iterator();
      case IteratorValue iterator -> iterator.items();
      case UndefinedValue _ -> Collections.emptyIterator();
      case NoneValue _,
          NumberValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ ->
          throw new EvaluationException("'" + value.typeName() + "' object is not iterable");
    };
  }

  static boolean isIterable(Value value) {
    return switch (value) {
      case TextValue _,
          SequenceValue _,
          RangeValue _,
          DictValue _,
          DictView _,
          IteratorValue _,
          UndefinedValue _,
          LoopValue _ ->
          true;
      case NoneValue _,
          NumberValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          ToolValue _ ->
          false;
    };
  }

  static List<Value> list(Value value) {
    return switch (value) {
      case SequenceValue sequence -> sequence.items();
      default -> drain(iterate(value));
    };
  }

  static List<Value> drain(Iterator<Value> items) {
    List<Value> list = new ArrayList<>();
    while (items.hasNext()) {
      list.add(items.next());
      CodePoints.checkLength(list.size());
    }
    return list;
  }

  /// The length, if the value has one.
  static OptionalInt length(Value value) {
    return switch (value) {
      case TextValue text -> OptionalInt.of(CodePoints.length(text.text()));
      case SequenceValue sequence -> OptionalInt.of(sequence.items().size());
      case RangeValue range -> OptionalInt.of(range.size());
      case DictValue dict -> OptionalInt.of(dict.entries().size());
      case DictView view -> OptionalInt.of(view.dict().entries().size());
      case UndefinedValue _ -> OptionalInt.of(0);
      case LoopValue loop -> OptionalInt.of(loop.length());
      case NoneValue _,
          NumberValue _,
          IteratorValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          ToolValue _ ->
          OptionalInt.empty();
    };
  }

  static boolean isReversible(Value value) {
    return switch (value) {
      case TextValue _, SequenceValue _, RangeValue _, DictValue _, DictView _, UndefinedValue _ ->
          true;
      case NoneValue _,
          NumberValue _,
          IteratorValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ ->
          false;
    };
  }

  private static List<Value> characters(String text) {
    List<Value> characters = new ArrayList<>(text.length());
    CodePoints.split(text).forEach(character -> characters.add(TextValue.of(character)));
    return characters;
  }
}
