package assay.engine.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The variables of one block at run time, inside those of the blocks around it.
final class Scope {
  private final Optional<Scope> parent;
  private final Map<String, Value> context;
  private final Set<String> hidden;
  private final Map<String, Value> variables = new HashMap<>();

  private Scope(Optional<Scope> parent, Map<String, Value> context, Set<String> hidden) {
    this.parent = parent;
    this.context = context;
    this.hidden = hidden;
  }

  /// The outermost scope.
  ///
  /// @param context what a name means that no scope assigns
  /// @param hidden names of which the context's meaning does not count, see [LocalNames]
  static Scope root(Map<String, Value> context, Set<String> hidden) {
    return new Scope(Optional.empty(), context, hidden);
  }

  Scope inner(Set<String> namesHidden) {
    return new Scope(Optional.of(this), context, namesHidden);
  }

  void set(String name, Value value) {
    variables.put(name, value);
  }

  Value get(String name) {
    Optional<Scope> scope = Optional.of(this);
    while (scope.isPresent()) {
      Value value = scope.get().variables.get(name);
      if (value != null) {
        return value;
      }
      if (scope.get().hidden.contains(name)) {
        return UndefinedValue.variable(name);
      }
      scope = scope.get().parent;
    }
    Value value = context.get(name);
    return value != null ? value : UndefinedValue.variable(name);
  }
}
