package assay.engine.template;

import java.util.Optional;

/// `target.name` and `target[key]`, as the sandbox of jinja2 resolves them: a dot prefers what
/// Python calls an attribute, so `message.items` is the method of a dict even when the dict has
/// that key.
final class Attributes {
  private Attributes() {}

  static Value attribute(Value target, String name) {
    refuseUndefined(target);
    return Members.of(target, name)
        .or(() -> subscript(target, TextValue.of(name)))
        .orElseGet(() -> missing(target, TextValue.of(name)));
  }

  static Value item(Value target, Value key) {
    refuseUndefined(target);
    Optional<Value> found = subscript(target, key);
    if (found.isEmpty() && key instanceof TextValue name) {
      found = Members.of(target, name.text());
    }
    return found.orElseGet(() -> missing(target, key));
  }

  private static void refuseUndefined(Value target) {
    if (target instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
  }

  private static Value missing(Value target, Value key) {
    String kind = key instanceof TextValue ? "attribute" : "element";
    return new UndefinedValue(
        "'" + target.typeName() + " object' has no " + kind + " " + describe(key));
  }

  private static String describe(Value key) {
    return switch (key) {
      case TextValue _, NumberValue _, NoneValue _ -> Texts.repr(key);
      default -> "of type " + key.typeName();
    };
  }

  /// The item of a dict or sequence, or nothing where Python raises a `TypeError` or `LookupError`.
  private static Optional<Value> subscript(Value target, Value key) {
    return switch (target) {
      case DictValue dict ->
          key instanceof SequenceValue.ListValue || key instanceof DictValue
              ? Optional.empty()
              : Optional.ofNullable(dict.entries().get(key));
      case SequenceValue sequence -> index(key, sequence.items().size()).map(sequence.items()::get);
      case RangeValue range -> index(key, range.size()).map(range::get);
      case TextValue text ->
          index(key, CodePoints.length(text.text()))
              .map(index -> text.with(CodePoints.between(text.text(), index, index + 1)));
      case NoneValue _,
          NumberValue _,
          DictView _,
          IteratorValue _,
          NamespaceValue _,
          UndefinedValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ ->
          Optional.empty();
    };
  }

  private static Optional<Integer> index(Value key, int size) {
    if (!(key instanceof NumberValue number)
        || key instanceof NumberValue.Real
        || number.asWhole().bitLength() > 31) {
      return Optional.empty();
    }
    int index = number.asWhole().intValue();
    int fromStart = index < 0 ? index + size : index;
    return fromStart >= 0 && fromStart < size ? Optional.of(fromStart) : Optional.empty();
  }
}
