package assay.harness.run;

import java.util.TreeMap;
import java.util.function.Consumer;

/// Hands things on in the order of their positions, which they do not come in; only those that came
/// too early are held. Not thread-safe.
public final class RunOrder<T> {
  private final Consumer<T> consumer;
  private final TreeMap<Long, T> early = new TreeMap<>();
  private long next;

  /// Creates the order.
  ///
  /// @param consumer what each thing is handed to, once
  public RunOrder(Consumer<T> consumer) {
    this.consumer = consumer;
  }

  /// Takes the thing at a position, from 0; no position comes twice.
  public void add(long position, T thing) {
    early.put(position, thing);
    while (!early.isEmpty() && early.firstKey() == next) {
      consumer.accept(early.pollFirstEntry().getValue());
      next++;
    }
  }

  /// Hands on what waits behind a gap, as in a run that is not finished.
  public void finish() {
    while (!early.isEmpty()) {
      consumer.accept(early.pollFirstEntry().getValue());
    }
  }
}
