package assay.engine.template;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/// The items of an iterator that pass a test, which runs when an item is asked for and not before.
final class FilteredItems implements Iterator<Value> {
  private final Iterator<Value> items;
  private final Predicate<Value> test;
  private Optional<Value> next = Optional.empty();

  FilteredItems(Iterator<Value> items, Predicate<Value> test) {
    this.items = items;
    this.test = test;
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && items.hasNext()) {
      next = Optional.of(items.next()).filter(test);
    }
    return next.isPresent();
  }

  @Override
  public Value next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Value item = next.orElseThrow();
    next = Optional.empty();
    return item;
  }
}
