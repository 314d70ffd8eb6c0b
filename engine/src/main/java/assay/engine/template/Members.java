package assay.engine.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The attributes that Python's objects have, apart from their items.
final class Members {
  /// Attributes of numbers; templates have no use for them.
  private static final Set<String> OF_NUMBERS =
      Set.of(
          "real",
          "imag",
          "numerator",
          "denominator",
          "bit_length",
          "bit_count",
          "conjugate",
          "to_bytes",
          "from_bytes",
          "as_integer_ratio",
          "is_integer",
          "hex",
          "fromhex");

  /// Methods of lists that change them, which the sandbox refuses.
  private static final Set<String> CHANGE_LISTS =
      Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

  /// Methods of dicts that change them, which the sandbox refuses.
  private static final Set<String> CHANGE_DICTS =
      Set.of("clear", "pop", "popitem", "setdefault", "update");

  private Members() {}

  /// Returns the attribute, nothing if there is none, or what makes any use of it an error if the
  /// sandbox refuses it.
  static Optional<Value> of(Value target, String name) {
    if (name.startsWith("__") && name.endsWith("__")) {
      return Optional.of(unsafe(target, name));
    }
    return switch (target) {
      case TextValue text -> TextMethods.of(text, name);
      case DictValue dict ->
          CHANGE_DICTS.contains(name)
              ? Optional.of(unsafe(dict, name))
              : ContainerMethods.ofDict(dict, name);
      case SequenceValue.ListValue list ->
          CHANGE_LISTS.contains(name)
              ? Optional.of(unsafe(list, name))
              : ContainerMethods.ofList(list, name);
      case SequenceValue.TupleValue tuple -> ContainerMethods.ofTuple(tuple, name);
      case SequenceValue.GroupValue group -> ofGroup(group, name);
      case RangeValue range -> ofRange(range, name);
      case DictView view -> unsupported(Set.of("isdisjoint", "mapping"), view, name);
      case NamespaceValue namespace -> ofNamespace(namespace, name);
      case MacroValue macro -> ofMacro(macro, name);
      case LoopValue loop -> ofLoop(loop, name);
      case ToolValue.Cycler cycler -> ofCycler(cycler, name);
      case ToolValue.Joiner joiner -> unsupported(Set.of("sep", "used"), joiner, name);
      case NumberValue number -> unsupported(OF_NUMBERS, number, name);
      case IteratorValue iterator -> unsupported(Set.of("send", "throw", "close"), iterator, name);
      case NoneValue _, UndefinedValue _, FunctionValue _ -> Optional.empty();
    };
  }

  private static Value unsafe(Value target, String name) {
    return new UndefinedValue(
        "access to attribute '" + name + "' of '" + target.typeName() + "' object is unsafe");
  }

  /// Refuses an attribute that exists in Python and not here, since taking it for absent would
  /// change the text.
  static Optional<Value> unsupported(Set<String> names, Value target, String name) {
    if (!names.contains(name)) {
      return Optional.empty();
    }
    throw new EvaluationException(
        "the attribute '" + name + "' of '" + target.typeName() + "' objects is not supported");
  }

  private static Optional<Value> ofGroup(SequenceValue.GroupValue group, String name) {
    return switch (name) {
      case "grouper" -> Optional.of(group.grouper());
      case "list" -> Optional.of(group.list());
      default -> ContainerMethods.ofTuple(group, name);
    };
  }

  private static Optional<Value> ofRange(RangeValue range, String name) {
    return switch (name) {
      case "start" -> Optional.of(NumberValue.Int.of(range.start()));
      case "stop" -> Optional.of(NumberValue.Int.of(range.stop()));
      case "step" -> Optional.of(NumberValue.Int.of(range.step()));
      default -> ContainerMethods.searches(range, name);
    };
  }

  private static Optional<Value> ofNamespace(NamespaceValue namespace, String name) {
    // The sandbox counts names with an underscore as private, even those that the template made.
    return namespace.get(name).map(value -> name.startsWith("_") ? unsafe(namespace, name) : value);
  }

  private static Optional<Value> ofMacro(MacroValue macro, String name) {
    return switch (name) {
      case "name" ->
          Optional.of(macro.name().isEmpty() ? NoneValue.NONE : TextValue.of(macro.name()));
      case "arguments" ->
          Optional.of(
              new SequenceValue.TupleValue(
                  macro.parameters().stream().<Value>map(TextValue::of).toList()));
      case "caller" -> Optional.of(NumberValue.Bool.of(macro.specials().caller()));
      case "catch_kwargs" -> Optional.of(NumberValue.Bool.of(macro.specials().kwargs()));
      case "catch_varargs" -> Optional.of(NumberValue.Bool.of(macro.specials().varargs()));
      default -> unsupported(Set.of("explicit_caller"), macro, name);
    };
  }

  private static Optional<Value> ofLoop(LoopValue loop, String name) {
    return Optional.ofNullable(
        switch (name) {
          case "index" -> NumberValue.Int.of(loop.index0() + 1L);
          case "index0" -> NumberValue.Int.of(loop.index0());
          case "revindex" -> NumberValue.Int.of((long) loop.length() - loop.index0());
          case "revindex0" -> NumberValue.Int.of(loop.length() - loop.index0() - 1L);
          case "first" -> NumberValue.Bool.of(loop.index0() == 0);
          case "last" -> NumberValue.Bool.of(loop.isLast());
          case "length" -> NumberValue.Int.of(loop.length());
          case "depth" -> NumberValue.Int.of(loop.depth0() + 1L);
          case "depth0" -> NumberValue.Int.of(loop.depth0());
          case "previtem" -> loop.previous();
          case "nextitem" -> loop.following();
          case "cycle" ->
              new FunctionValue("cycle", arguments -> loop.cycle(positional("cycle", arguments)));
          case "changed" ->
              new FunctionValue(
                  "changed",
                  arguments -> NumberValue.Bool.of(loop.changed(positional("changed", arguments))));
          default -> null;
        });
  }

  private static List<Value> positional(String function, Arguments arguments) {
    return arguments.positional(function, 0, Integer.MAX_VALUE);
  }

  private static Optional<Value> ofCycler(ToolValue.Cycler cycler, String name) {
    return switch (name) {
      case "current" -> Optional.of(cycler.current());
      case "next" ->
          Optional.of(
              new FunctionValue(
                  "next",
                  arguments -> {
                    arguments.positional("next", 0, 0);
                    return cycler.next();
                  }));
      case "reset" ->
          Optional.of(
              new FunctionValue(
                  "reset",
                  arguments -> {
                    arguments.positional("reset", 0, 0);
                    cycler.reset();
                    return NoneValue.NONE;
                  }));
      default -> unsupported(Set.of("items", "pos"), cycler, name);
    };
  }
}
