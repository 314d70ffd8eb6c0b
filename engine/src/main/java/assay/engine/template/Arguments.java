package assay.engine.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The arguments of one call.
record Arguments(List<Value> positional, Map<String, Value> named) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  Arguments {
    positional = List.copyOf(positional);
  }

  static Arguments of(Value... values) {
    return new Arguments(List.of(values), Map.of());
  }

  /// The arguments without the first positional ones.
  Arguments skip(int count) {
    return new Arguments(positional.subList(count, positional.size()), named);
  }

  /// Returns the positional arguments of a function that takes no others, `least` to `most` of
  /// them.
  List<Value> positional(String function, int least, int most) {
    if (!named.isEmpty()) {
      throw new EvaluationException(function + "() takes no keyword arguments");
    }
    if (positional.size() < least || positional.size() > most) {
      String expected = least == most ? "" + least : least + " to " + most;
      throw new EvaluationException(
          function + "() takes " + expected + " arguments (" + positional.size() + " given)");
    }
    return positional;
  }

  /// Matches the arguments with the names of a function's parameters, of which the first `required`
  /// must be given.
  Bound bind(String function, int required, String... names) {
    if (positional.size() > names.length) {
      throw new EvaluationException(
          function
              + "() takes at most "
              + names.length
              + " arguments ("
              + positional.size()
              + " given)");
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < positional.size(); i++) {
      values.put(names[i], positional.get(i));
    }
    List<String> known = List.of(names);
    named.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw new EvaluationException(
                function + "() got an unexpected keyword argument '" + name + "'");
          }
          if (values.putIfAbsent(name, value) != null) {
            throw new EvaluationException(
                function + "() got multiple values for argument '" + name + "'");
          }
        });
    List<String> missing = new ArrayList<>(known.subList(0, required));
    missing.removeAll(values.keySet());
    if (!missing.isEmpty()) {
      throw new EvaluationException(
          function + "() misses the argument '" + missing.getFirst() + "'");
    }
    return new Bound(function, values);
  }

  /// The arguments by the names of their parameters.
  record Bound(String function, Map<String, Value> values) {

    Value get(String name) {
      return values.get(name);
    }

    Optional<Value> optional(String name) {
      return Optional.ofNullable(values.get(name));
    }

    /// The argument unless it is absent or `none`.
    Optional<Value> unlessNone(String name) {
      return optional(name).filter(value -> value != NoneValue.NONE);
    }

    boolean flag(String name) {
      return optional(name).map(Truth::of).orElse(false);
    }

    int whole(String name, int otherwise) {
      return optional(name).map(value -> Numbers.index(value, function)).orElse(otherwise);
    }

    String text(String name, String otherwise) {
      return optional(name).map(Texts::str).orElse(otherwise);
    }
  }
}
