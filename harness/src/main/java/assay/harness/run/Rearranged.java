package assay.harness.run;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/// Hands things out in another order than they come in; what has come too early is held.
final class Rearranged<T> implements Iterator<T> {
  private final Iterator<T> source;
  private final Iterator<Integer> order;
  private final Map<Integer, T> early = new HashMap<>();
  private int taken;

  /// @param order each number of a thing of the source once, from 0
  Rearranged(Iterator<T> source, List<Integer> order) {
    this.source = source;
    this.order = order.iterator();
  }

  @Override
  public boolean hasNext() {
    return order.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int wanted = order.next();
    while (taken <= wanted) {
      early.put(taken++, source.next());
    }
    return early.remove(wanted);
  }
}
