package assay.engine.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Matches the arguments of a macro's call with its parameters.
///
/// Source: jinja2 3.1 `runtime.py`, `Macro.__call__`.
record MacroArguments(String macro, Statement.Signature signature, Specials specials) {

  MacroArguments {
    int caller = signature.names().indexOf("caller");
    if (caller >= 0 && specials.caller() && signature.defaultOf(caller).isEmpty()) {
      throw new EvaluationException("the parameter 'caller' of a macro needs a default");
    }
  }

  /// Sets the parameters as variables of the macro's scope.
  void declare(Arguments arguments, Scope scope, Evaluator evaluator) {
    Map<String, Value> named = new LinkedHashMap<>(arguments.named());
    List<Optional<Value>> given = given(arguments.positional(), named);
    declareSpecials(arguments.positional(), named, scope);
    for (int i = 0; i < given.size(); i++) {
      String name = signature.names().get(i);
      // A default may read the parameters before it, so each is set before the next is evaluated.
      scope.set(
          name, given.get(i).isPresent() ? given.get(i).get() : otherwise(i, scope, evaluator));
    }
  }

  private List<Optional<Value>> given(List<Value> positional, Map<String, Value> named) {
    List<Optional<Value>> given = new ArrayList<>();
    for (int i = 0; i < signature.names().size(); i++) {
      given.add(
          i < positional.size()
              ? Optional.of(positional.get(i))
              : Optional.ofNullable(named.remove(signature.names().get(i))));
    }
    return given;
  }

  private Value otherwise(int index, Scope scope, Evaluator evaluator) {
    String name = signature.names().get(index);
    UndefinedValue absent = new UndefinedValue("parameter '" + name + "' was not provided");
    scope.set(name, absent);
    Optional<Expression> otherwise = signature.defaultOf(index);
    return otherwise.isPresent() ? evaluator.evaluate(otherwise.get(), scope) : absent;
  }

  private void declareSpecials(List<Value> positional, Map<String, Value> named, Scope scope) {
    int count = signature.names().size();
    if (specials.caller() && !signature.names().contains("caller")) {
      Value caller = named.remove("caller");
      boolean absent = caller == null || caller == NoneValue.NONE;
      scope.set("caller", absent ? new UndefinedValue("No caller defined") : caller);
    }
    if (specials.kwargs() && !signature.names().contains("kwargs")) {
      Map<Value, Value> rest = new LinkedHashMap<>();
      named.forEach((name, value) -> rest.put(TextValue.of(name), value));
      scope.set("kwargs", new DictValue(rest));
    } else if (!named.isEmpty()) {
      throw new EvaluationException(
          "macro '"
              + macro
              + "' takes no keyword argument '"
              + named.keySet().iterator().next()
              + "'");
    }
    if (specials.varargs() && !signature.names().contains("varargs")) {
      List<Value> rest =
          positional.size() > count ? positional.subList(count, positional.size()) : List.of();
      scope.set("varargs", new SequenceValue.TupleValue(rest));
    } else if (positional.size() > count) {
      throw new EvaluationException(
          "macro '" + macro + "' takes not more than " + count + " arguments");
    }
  }
}
