package assay.engine.template;

import java.util.function.Function;

/// A function of the environment or a method bound to its object.
record FunctionValue(String name, Function<Arguments, Value> body) implements Value {

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String typeName() {
    return "function";
  }
}
