package assay.engine.template;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The functions that every template can call.
///
/// Source: jinja2 3.1 `defaults.py`; `raise_exception` and `strftime_now` are those of
/// Transformers.
final class Globals {
  private Globals() {}

  static Map<String, Value> at(LocalDateTime now) {
    Map<String, Value> globals = new LinkedHashMap<>();
    add(globals, "range", Globals::range);
    add(globals, "dict", Globals::dict);
    add(globals, "namespace", Globals::namespace);
    add(
        globals,
        "cycler",
        arguments -> new ToolValue.Cycler(arguments.positional("cycler", 0, Integer.MAX_VALUE)));
    add(globals, "joiner", Globals::joiner);
    add(globals, "raise_exception", Globals::raise);
    add(globals, "strftime_now", arguments -> time(now, arguments));
    add(globals, "lipsum", _ -> refuse("lipsum() is random and therefore not supported"));
    add(globals, "self", _ -> refuse("blocks and therefore 'self' are not supported"));
    return globals;
  }

  private static void add(
      Map<String, Value> globals, String name, Function<Arguments, Value> body) {
    globals.put(name, new FunctionValue(name, body));
  }

  private static Value range(Arguments arguments) {
    List<Value> given = arguments.positional("range", 1, 3);
    long first = Numbers.index(given.getFirst(), "range");
    if (given.size() == 1) {
      return new RangeValue(0, first, 1);
    }
    long step = given.size() == 3 ? Numbers.index(given.get(2), "range") : 1;
    return new RangeValue(first, Numbers.index(given.get(1), "range"), step);
  }

  /// Python's `dict(mapping or pairs, name=value, ...)`.
  static DictValue dict(Arguments arguments) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    if (arguments.positional().size() > 1) {
      throw new EvaluationException(
          "dict expected at most 1 argument, got " + arguments.positional().size());
    }
    Optional<Value> source = arguments.positional().stream().findFirst();
    if (source.isPresent() && source.get() instanceof DictValue dict) {
      entries.putAll(dict.entries());
    } else if (source.isPresent()) {
      for (Value pair : Iteration.list(source.get())) {
        List<Value> parts = Iteration.list(pair);
        if (parts.size() != 2) {
          throw new EvaluationException("dict needs pairs, found " + parts.size() + " values");
        }
        entries.put(DictValue.key(parts.get(0)), parts.get(1));
      }
    }
    arguments.named().forEach((name, value) -> entries.put(TextValue.of(name), value));
    return new DictValue(entries);
  }

  private static Value namespace(Arguments arguments) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    dict(arguments)
        .entries()
        .forEach(
            (name, value) -> attributes.put(TextMethods.text("namespace", name).text(), value));
    return new NamespaceValue(attributes);
  }

  private static Value joiner(Arguments arguments) {
    Value separator = arguments.bind("joiner", 0, "sep").optional("sep").orElse(TextValue.of(", "));
    return new ToolValue.Joiner(separator);
  }

  private static Value raise(Arguments arguments) {
    Value message = arguments.bind("raise_exception", 1, "message").get("message");
    throw new EvaluationException(Texts.str(message));
  }

  private static Value time(LocalDateTime now, Arguments arguments) {
    Value format = arguments.bind("strftime_now", 1, "format").get("format");
    return TextValue.of(TimeFormat.format(now, TextMethods.text("strftime_now", format).text()));
  }

  private static Value refuse(String reason) {
    throw new EvaluationException(reason);
  }
}
