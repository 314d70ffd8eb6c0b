package assay.engine.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The methods of dicts, lists, tuples and ranges that change nothing.
final class ContainerMethods {
  private ContainerMethods() {}

  static Optional<Value> ofDict(DictValue dict, String name) {
    return switch (name) {
      case "get" -> method(name, 1, 2, arguments -> get(dict, arguments));
      case "keys" -> method(name, 0, 0, _ -> new DictView(DictView.Part.KEYS, dict));
      case "values" -> method(name, 0, 0, _ -> new DictView(DictView.Part.VALUES, dict));
      case "items" -> method(name, 0, 0, _ -> new DictView(DictView.Part.ITEMS, dict));
      case "copy" -> method(name, 0, 0, _ -> dict);
      default -> Members.unsupported(Set.of("fromkeys"), dict, name);
    };
  }

  private static Value get(DictValue dict, List<Value> arguments) {
    Value found = dict.entries().get(DictValue.key(arguments.getFirst()));
    Value otherwise = arguments.size() > 1 ? arguments.get(1) : NoneValue.NONE;
    return found != null ? found : otherwise;
  }

  static Optional<Value> ofList(SequenceValue list, String name) {
    return name.equals("copy") ? method(name, 0, 0, _ -> list) : ofTuple(list, name);
  }

  static Optional<Value> ofTuple(SequenceValue tuple, String name) {
    return switch (name) {
      case "index" -> method(name, 1, 3, arguments -> index(tuple, arguments));
      case "count" -> method(name, 1, 1, arguments -> count(tuple.items(), arguments.getFirst()));
      default -> Optional.empty();
    };
  }

  static Optional<Value> searches(RangeValue range, String name) {
    return ofTuple(new SequenceValue.TupleValue(range.items()), name);
  }

  private static Value index(SequenceValue sequence, List<Value> arguments) {
    Value start = arguments.size() > 1 ? arguments.get(1) : NoneValue.NONE;
    Value stop = arguments.size() > 2 ? arguments.get(2) : NoneValue.NONE;
    SequenceValue part = (SequenceValue) Slices.slice(sequence, start, stop, NoneValue.NONE);
    int index = part.items().indexOf(arguments.getFirst());
    if (index < 0) {
      throw new EvaluationException("the value is not in the " + sequence.typeName());
    }
    SequenceValue before =
        (SequenceValue) Slices.slice(sequence, NoneValue.NONE, start, NoneValue.NONE);
    return NumberValue.Int.of(index + (start == NoneValue.NONE ? 0L : before.items().size()));
  }

  private static Value count(List<Value> items, Value value) {
    return NumberValue.Int.of(items.stream().filter(value::equals).count());
  }

  private static Optional<Value> method(
      String name, int least, int most, Function<List<Value>, Value> body) {
    return Optional.of(
        new FunctionValue(name, arguments -> body.apply(arguments.positional(name, least, most))));
  }
}
