package assay.engine.template;

import java.util.Iterator;

/// What can be iterated only once: the result of `map`, `select`, `reverse` and their like.
record IteratorValue(String typeName, Iterator<Value> items) implements Value {

  static IteratorValue generator(Iterator<Value> items) {
    return new IteratorValue("generator", items);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
